import { readFileSync } from "node:fs";
import { cutTail } from "../aof/cut-tail.ts";
import type { SystemOptions } from "../system/chaos-system.ts";

/** The system with one mistake in it, and the faults that bring it to light soonest. */
export interface Mutant extends Pick<
  SystemOptions,
  "redisSettings" | "whileRedisIsDown" | "flusherSettings" | "recordsPerSecond"
> {
  readonly name: string;
  /** File beside this one that makes the mistake in the code; none where it is a setting of a store. */
  readonly diffFile?: string;
  /** As `--faults` takes it. */
  readonly faults: string;
  readonly intensity: number;
}

const NORMAL = { intensity: 3, recordsPerSecond: 60 } as const;
const TAIL_BYTES = 20_000;

/** Mistakes that others have made, from the field's own issue lists. Each must turn a check red. */
export const mutants: readonly Mutant[] = [
  {
    ...NORMAL,
    name: "ack before commit",
    diffFile: "ack-before-commit.diff",
    faults: "kill@flusher,delay@flusher>postgres",
  },
  {
    ...NORMAL,
    name: "DELCONSUMER at start",
    diffFile: "delconsumer-at-start.diff",
    faults: "kill@flusher,delay@flusher>postgres",
  },
  {
    ...NORMAL,
    name: "no claim",
    diffFile: "no-claim.diff",
    faults: "kill@flusher,mute@flusher>postgres,delay@flusher>redis",
  },
  {
    ...NORMAL,
    name: "everysec with a cut tail",
    redisSettings: ["appendfsync everysec"],
    whileRedisIsDown: (dataDir) => cutTail(dataDir, TAIL_BYTES),
    faults: "kill@redis",
  },
  {
    ...NORMAL,
    name: "unsorted keys",
    diffFile: "unsorted-keys.diff",
    // After each outage both flushers commit what has piled up, in large batches and at the same time.
    faults: "kill@postgres",
    intensity: 6,
    recordsPerSecond: 400,
    flusherSettings: { FLUSH_RECORDS_MAX: "300" },
  },
  {
    ...NORMAL,
    name: "pend without the XACK guard",
    diffFile: "pend-without-xack-guard.diff",
    faults: "pause@flusher,mute@flusher>redis",
  },
  {
    ...NORMAL,
    name: "base without the revision",
    diffFile: "base-without-revision.diff",
    // One flusher's totals arrive late, again and again, while the other goes on with small batches of the same cells.
    faults: "pause@flusher-1,delay@flusher-1>redis",
    intensity: 6,
    recordsPerSecond: 200,
    flusherSettings: { FLUSH_RECORDS_MAX: "20" },
  },
  {
    ...NORMAL,
    name: "rebuild without locks",
    diffFile: "rebuild-without-locks.diff",
    faults: "pause@flusher",
    recordsPerSecond: 200,
  },
  {
    ...NORMAL,
    name: "Redis claim before the write",
    diffFile: "redis-claim-before-write.diff",
    faults: "kill@server,delay@server>redis",
  },
];

/** The text of a mutant's diff; empty where it has none. */
export const diffOf = ({ diffFile }: Mutant): string =>
  diffFile === undefined ? "" : readFileSync(new URL(diffFile, import.meta.url), "utf8");
