import { createHash } from "node:crypto";
import { mintEventId } from "./event-id.ts";

const RANDOM_BYTES = 10;

/**
 * The id of something that can be read twice (a batch result, a log line): of a time and a name that are the same at each reading.
 * Same time and name, same id, in every process, for ever.
 */
export const derivedEventId = (timeMs: number, name: string): string =>
  mintEventId(timeMs, createHash("sha256").update(name).digest().subarray(0, RANDOM_BYTES));
