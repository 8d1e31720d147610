import { setTimeout as pause } from "node:timers/promises";
import {
  TokenledgerError,
  UnauthenticatedError,
  UnavailableError,
  type UsageRecordInput,
} from "@tokenledger/usage";
import { z } from "zod";

/** Where to send, and as whom. */
export interface Door {
  readonly url: string;
  readonly accessKey: string;
}

/** What became of the records of one call, or of many. */
export interface CollectTally {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** The first refusals, in the server's words. */
  readonly refusals: readonly string[];
}

const Answer = z.object({
  result: z.object({
    data: z.object({
      results: z.array(
        z.discriminatedUnion("status", [
          z.object({ status: z.enum(["accepted", "duplicate"]) }),
          z.object({ status: z.literal("rejected"), message: z.string() }),
        ]),
      ),
    }),
  }),
});

const Refusal = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({ reason: z.string(), retryAfterMs: z.number().optional() }),
  }),
});

const ATTEMPTS_MAX = 60;
const RETRY_MS = 1000;
const UNAUTHORIZED = 401;
const REFUSALS_MAX = 3;

const errorOf = (status: number, body: unknown): TokenledgerError => {
  const refusal = Refusal.safeParse(body);
  const message = refusal.success ? refusal.data.error.message : `HTTP ${status}`;
  if (status === UNAUTHORIZED) {
    return new UnauthenticatedError("KEY_INVALID", message);
  }
  const retryAfterMs = refusal.success ? refusal.data.error.data.retryAfterMs : undefined;
  return status >= 500 || status === 429
    ? new UnavailableError(message, retryAfterMs === undefined ? {} : { retryAfterMs })
    : new TokenledgerError("REFUSED", message, false);
};

const post = async ({ url, accessKey }: Door, records: readonly unknown[]): Promise<unknown> => {
  const response = await fetch(`${url}/trpc/ingest/usage.collectBatch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessKey}` },
    body: JSON.stringify({ records }),
  }).catch((cause: unknown) => {
    throw new UnavailableError("the server does not answer", { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    throw errorOf(response.status, body);
  }
  return body;
};

const tallyOf = (body: unknown): CollectTally => {
  const { results } = Answer.parse(body).result.data;
  const refusals = results.flatMap((one) => (one.status === "rejected" ? [one.message] : []));
  return {
    accepted: results.filter(({ status }) => status === "accepted").length,
    duplicate: results.filter(({ status }) => status === "duplicate").length,
    rejected: refusals.length,
    refusals: refusals.slice(0, REFUSALS_MAX),
  };
};

/** The sum of two tallies. */
export const addTallies = (a: CollectTally, b: CollectTally): CollectTally => ({
  accepted: a.accepted + b.accepted,
  duplicate: a.duplicate + b.duplicate,
  rejected: a.rejected + b.rejected,
  refusals: [...a.refusals, ...b.refusals].slice(0, REFUSALS_MAX),
});

/** Nothing sent yet. */
export const NOTHING: CollectTally = { accepted: 0, duplicate: 0, rejected: 0, refusals: [] };

/**
 * Sends up to 500 records. A server that is busy or away is asked again, for a minute at least; sending again counts nothing twice.
 *
 * @throws UnauthenticatedError when the key is not known here
 * @throws UnavailableError when the server stayed away
 */
export const collectBatch = async (
  door: Door,
  records: readonly UsageRecordInput[],
  retryMs: number = RETRY_MS,
): Promise<CollectTally> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return tallyOf(await post(door, records));
    } catch (error) {
      const again = error instanceof TokenledgerError && error.retryable && attempt < ATTEMPTS_MAX;
      if (!again) {
        throw error;
      }
      await pause(Math.min(error.retryAfterMs ?? retryMs, retryMs));
    }
  }
};

/** Whether a key opens the door. Sends no record: the key is judged before the body, and an empty batch is refused. */
export const keyOpens = async (door: Door): Promise<boolean> => {
  try {
    await post(door, []);
    return true;
  } catch (error) {
    if (error instanceof UnauthenticatedError) {
      return false;
    }
    if (error instanceof TokenledgerError && !error.retryable) {
      return true;
    }
    throw error;
  }
};
