import type { RecordedLog } from "./recorded-log.ts";
import type { RedisContents } from "./redis-contents.ts";
import type { RedisLoader } from "./redis-loader.ts";

/** A length of the file after which Redis did not hold what it had answered for. */
export interface TornCut {
  readonly byteCount: number;
  readonly expected: RedisContents | undefined;
  readonly actual: RedisContents;
}

/** What Redis held when it had answered the last call that is whole in so many bytes. */
export const promisedAt = (log: RecordedLog, byteCount: number): RedisContents | undefined =>
  log.boundaries.findLast((boundary) => boundary.byteCount <= byteCount)?.contents;

/** Cuts the log at each of these bytes and has Redis start over the rest. @returns where it held more, less or other than it had answered for. */
export const checkCuts = async (
  log: RecordedLog,
  loader: RedisLoader,
  byteCounts: Iterable<number>,
): Promise<readonly TornCut[]> => {
  const torn: TornCut[] = [];
  for (const byteCount of byteCounts) {
    const actual = await loader.load(log.bytes.subarray(0, byteCount));
    const expected = promisedAt(log, byteCount);
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      torn.push({ byteCount, expected, actual });
    }
  }
  return torn;
};
