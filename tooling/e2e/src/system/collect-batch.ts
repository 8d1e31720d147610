import { z } from "zod";

const Answer = z.object({
  result: z.object({
    data: z.object({
      results: z.array(
        z.object({
          status: z.enum(["accepted", "duplicate", "rejected"]),
          code: z.string().optional(),
          field: z.string().optional(),
          message: z.string().optional(),
        }),
      ),
    }),
  }),
});

/** What the door said to each record. */
export type CollectAnswers = z.output<typeof Answer>["result"]["data"]["results"];

/** Sends records as a sender in any language would: one POST of plain JSON. @throws Error for any answer but 200 */
export const collectBatch = async (
  url: string,
  token: string,
  records: readonly unknown[],
): Promise<CollectAnswers> => {
  const response = await fetch(`${url}/trpc/ingest/usage.collectBatch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ records }),
  });
  const body: unknown = await response.json();
  if (response.status !== 200) {
    throw new Error(`collectBatch answered ${response.status}: ${JSON.stringify(body)}`);
  }
  return Answer.parse(body).result.data.results;
};
