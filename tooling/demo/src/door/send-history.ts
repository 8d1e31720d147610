import { RECORDS_PER_CALL_MAX, type UsageRecordInput } from "@tokenledger/usage";
import type { PastCall } from "../history/history.ts";
import {
  addTallies,
  collectBatch,
  NOTHING,
  type CollectTally,
  type Door,
} from "./collect-batch.ts";

/** Calls of a history go out with this many requests at a time: more did not make it faster on two cores. */
const REQUESTS_AT_ONCE = 3;

/** Whole requests of a history: full ones as soon as they are, the rest at the end. */
function* batchesOf(
  calls: Iterable<PastCall>,
): Generator<{ readonly service: string; readonly records: readonly UsageRecordInput[] }> {
  const waiting = new Map<string, UsageRecordInput[]>();
  for (const { service, record } of calls) {
    const records = waiting.get(service.name) ?? [];
    records.push(record);
    waiting.set(service.name, records);
    if (records.length === RECORDS_PER_CALL_MAX) {
      waiting.delete(service.name);
      yield { service: service.name, records };
    }
  }
  for (const [service, records] of waiting) {
    yield { service, records };
  }
}

/** How to send, and whom to tell. */
export interface SendOptions {
  /** The door of each service, by its name. */
  readonly doors: ReadonlyMap<string, Door>;
  readonly onProgress: (tally: CollectTally) => void;
  /** Ends the sending after the requests under way. */
  readonly signal: AbortSignal;
}

/**
 * Sends a history through `collectBatch`, each call with the access key of its service.
 *
 * @returns what the server answered in all
 * @throws UnauthenticatedError, UnavailableError as `collectBatch`
 */
export const sendHistory = async (
  calls: Iterable<PastCall>,
  { doors, onProgress, signal }: SendOptions,
): Promise<CollectTally> => {
  const batches = batchesOf(calls);
  let total = NOTHING;
  const work = async (): Promise<void> => {
    for (const { service, records } of batches) {
      const door = doors.get(service);
      if (door === undefined) {
        throw new Error(`no access key for ${service}`);
      }
      const tally = await collectBatch(door, records);
      total = addTallies(total, tally);
      onProgress(total);
      if (signal.aborted) {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
  return total;
};
