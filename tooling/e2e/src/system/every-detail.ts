import type { TokenledgerClient } from "@tokenledger/sdk/admin";
import { THIS_YEAR } from "./this-year.ts";

/** The ids of all records of a key, page by page through the door. An id that came twice is there twice. */
export const everyEventId = async (
  admin: TokenledgerClient,
  accessKeyId: string,
): Promise<string[]> => {
  const eventIds: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof admin.usage.details.query>> =
      await admin.usage.details.query({
        ...THIS_YEAR,
        accessKeyIds: [accessKeyId],
        pageSize: 500,
        cursor,
      });
    eventIds.push(...page.rows.map(({ eventId }) => eventId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return eventIds;
};
