import { z } from "zod";

const Answer = z.object({
  result: z.object({ data: z.object({ results: z.array(z.object({ status: z.string() })) }) }),
});

/** One call of `collectBatch`. @returns whether every record was answered for; false also when no answer came in time. */
export const collectBatch = async (
  serverUrl: string,
  token: string,
  records: readonly object[],
  waitMsMax: number,
): Promise<boolean> => {
  try {
    const response = await fetch(`${serverUrl}/trpc/ingest/usage.collectBatch`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ records }),
      signal: AbortSignal.timeout(waitMsMax),
    });
    const answer = Answer.safeParse(await response.json());
    return (
      answer.success && answer.data.result.data.results.every(({ status }) => status !== "rejected")
    );
  } catch {
    return false;
  }
};
