import type { TokenledgerClient } from "@tokenledger/sdk/admin";
import { THIS_YEAR } from "./this-year.ts";

type Details = Awaited<ReturnType<TokenledgerClient["usage"]["details"]["query"]>>;

/** All records, or those of some keys, page by page through the door. One that came twice is there twice. */
export const everyDetail = async (
  admin: TokenledgerClient,
  filter: { readonly accessKeyIds?: string[] } = {},
): Promise<Details["rows"][number][]> => {
  const rows: Details["rows"][number][] = [];
  let cursor: string | null = null;
  do {
    const page: Details = await admin.usage.details.query({
      ...THIS_YEAR,
      ...filter,
      pageSize: 500,
      cursor,
    });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
};

/** The ids of all records of a key, page by page through the door. An id that came twice is there twice. */
export const everyEventId = async (
  admin: TokenledgerClient,
  accessKeyId: string,
): Promise<string[]> =>
  (await everyDetail(admin, { accessKeyIds: [accessKeyId] })).map(({ eventId }) => eventId);
