import { setTimeout as pause } from "node:timers/promises";
import {
  BusyError,
  InvalidInputError,
  TokenledgerError,
  UnauthenticatedError,
  UnavailableError,
} from "@tokenledger/usage";
import { z } from "zod";

/** Where records are sent, and as whom. */
export interface Door {
  readonly url: string;
  readonly accessKey: string;
}

const Result = z.discriminatedUnion("status", [
  z.object({ status: z.enum(["accepted", "duplicate"]) }),
  z.object({ status: z.literal("rejected"), message: z.string() }),
]);

/** What became of one record. */
export type DoorResult = z.output<typeof Result>;

const Answer = z.object({
  result: z.object({ data: z.object({ results: z.array(Result) }) }),
});

const Refusal = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({ reason: z.string(), retryAfterMs: z.number().optional() }),
  }),
});

const UNAUTHORIZED = 401;
const TOO_MANY = 429;
const SERVER_ERROR = 500;
const ATTEMPTS_MAX = 120;
const RETRY_MS_MAX = 1000;

const errorOf = (status: number, body: unknown): TokenledgerError => {
  const { data: refusal } = Refusal.safeParse(body);
  const message = refusal?.error.message ?? `HTTP ${status}`;
  if (status === UNAUTHORIZED) return new UnauthenticatedError("KEY_INVALID", message);
  if (status === TOO_MANY || status >= SERVER_ERROR) {
    return new BusyError(message, {
      retryAfterMs: refusal?.error.data.retryAfterMs ?? RETRY_MS_MAX,
    });
  }
  return new InvalidInputError("REFUSED", message);
};

const post = async ({ url, accessKey }: Door, body: string): Promise<readonly DoorResult[]> => {
  const response = await fetch(`${url}/trpc/ingest/usage.collectBatch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessKey}` },
    body,
  }).catch((error: unknown) => {
    throw new UnavailableError(`${url} does not answer`, { cause: error });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(response.status, answer);
  return Answer.parse(answer).result.data.results;
};

/**
 * Sends the records of one call, each as its JSON. A server that is busy or away is asked again for two minutes; sending again counts nothing twice.
 *
 * @returns one result a record, in order
 * @throws UnauthenticatedError when the key is not known there; UnavailableError, BusyError when the server stayed so
 */
export const collectBatch = async (
  door: Door,
  records: readonly string[],
  retryMsMax: number = RETRY_MS_MAX,
): Promise<readonly DoorResult[]> => {
  const body = `{"records":[${records.join(",")}]}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post(door, body);
    } catch (error) {
      const again = error instanceof TokenledgerError && error.retryable && attempt < ATTEMPTS_MAX;
      if (!again) throw error;
      await pause(Math.min(error.retryAfterMs ?? retryMsMax, retryMsMax));
    }
  }
};
