import { BODY_BYTES_MAX, RECORDS_PER_CALL_MAX } from "@tokenledger/usage";
import {
  checkedRecords,
  type BadLine,
  type CheckedRecord,
  type ImportSource,
} from "./checked-records.ts";
import { collectBatch, type Door } from "./collect-door.ts";

/** More requests at once did not make it faster on two cores. */
const REQUESTS_AT_ONCE = 3;
/** Room for the commas and the frame of the body. */
const BATCH_BYTES_MAX = BODY_BYTES_MAX - 2 * RECORDS_PER_CALL_MAX - 64;

/** What the server answered in all. */
export interface SendTally {
  readonly accepted: number;
  readonly duplicate: number;
  /** Refused by the server, beyond the lines that were bad from the start. */
  readonly rejected: number;
  /** True: stopped before the end. Importing again finishes it. */
  readonly stopped: boolean;
}

export interface SendOptions {
  readonly door: Door;
  readonly onProgress: (sent: number) => void;
  /** A record that the server refused, in its words. */
  readonly onBad: (bad: BadLine) => void;
  /** Ends the sending after the requests under way. */
  readonly signal: AbortSignal;
}

async function* batchesOf(source: ImportSource): AsyncGenerator<readonly CheckedRecord[]> {
  let batch: CheckedRecord[] = [];
  let byteCount = 0;
  for await (const step of checkedRecords(source)) {
    if (step.kind !== "record") continue;
    const size = Buffer.byteLength(step.found.json);
    if (batch.length === RECORDS_PER_CALL_MAX || byteCount + size > BATCH_BYTES_MAX) {
      yield batch;
      batch = [];
      byteCount = 0;
    }
    batch.push(step.found);
    byteCount += size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Sends every record of a source through `collectBatch`, at most 500 and 1 MiB a call. Safe to stop and to repeat: what was sent is a duplicate then.
 *
 * @throws UnauthenticatedError, UnavailableError as `collectBatch`
 */
export const sendRecords = async (
  source: ImportSource,
  { door, onProgress, onBad, signal }: SendOptions,
): Promise<SendTally> => {
  const counts = { accepted: 0, duplicate: 0, rejected: 0 };
  const send = async (batch: readonly CheckedRecord[]): Promise<void> => {
    const results = await collectBatch(
      door,
      batch.map(({ json }) => json),
    );
    for (const [index, result] of results.entries()) {
      counts[result.status] += 1;
      const place = batch[index];
      if (result.status === "rejected" && place !== undefined) {
        const { file, line, json: text } = place;
        onBad({ file, line, reason: result.message, text });
      }
    }
    onProgress(counts.accepted + counts.duplicate + counts.rejected);
  };
  const batches = batchesOf(source);
  const work = async (): Promise<void> => {
    // Several workers draw from one generator: its calls queue up, and each batch goes to one of them.
    for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
      await send(next.value);
      if (signal.aborted) return;
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
  const stopped = signal.aborted && (await batches.next()).done !== true;
  await batches.return(undefined);
  return { ...counts, stopped };
};
