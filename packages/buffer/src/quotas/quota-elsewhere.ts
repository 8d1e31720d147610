import { z } from "zod";
import type { Connection } from "../connection/connection.ts";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";

const script = loadScript("quota-elsewhere");

/** What all shards but the first know of one counter. */
export interface Elsewhere {
  /** Belongs to the epoch of the counter's sum; null where a shard does not know the counter, and it must be seeded. */
  readonly epoch: string | null;
  /** Settled there. */
  readonly moved: bigint;
  /** Settled there and on its way. Never falls within an epoch. */
  readonly counted: bigint;
}

const NOWHERE: Elsewhere = { epoch: "", moved: 0n, counted: 0n };
const CELLS = 3;
const Reply = z.tuple([z.string()], z.string());

const askShard = async (
  redis: Connection,
  keys: BufferKeys,
  counterIds: readonly string[],
  keepMs: number | null,
): Promise<readonly Elsewhere[]> => {
  const names = counterIds.flatMap((id) => [keys.quota(id), keys.pend({ type: "quota", id })]);
  const [epoch, ...cells] = Reply.parse(
    await runScript(
      redis,
      script,
      [keys.quotaEpoch, ...names],
      [keepMs === null ? "" : String(keepMs)],
    ),
  );
  return counterIds.map((_, index) => {
    const [born = "", moved = "0", counted = "0"] = cells.slice(index * CELLS);
    return {
      epoch: epoch === "" || born === "" ? null : ` ${epoch} ${born}`,
      moved: BigInt(moved),
      counted: BigInt(counted),
    };
  });
};

const add = (a: Elsewhere, b: Elsewhere): Elsewhere => ({
  epoch: a.epoch === null || b.epoch === null ? null : a.epoch + b.epoch,
  moved: a.moved + b.moved,
  counted: a.counted + b.counted,
});

/**
 * Reads counters on these shards; asks nobody where there are none.
 *
 * @param keepMs makes what is missing, and keeps it for so long; null only reads.
 */
export const readElsewhere = async (
  redis: Connection,
  shards: readonly BufferKeys[],
  counterIds: readonly string[],
  keepMs: number | null,
): Promise<readonly Elsewhere[]> => {
  const answers = await Promise.all(
    shards.map(async (keys) => askShard(redis, keys, counterIds, keepMs)),
  );
  return counterIds.map((_, index) =>
    answers.map((answer) => answer[index] ?? NOWHERE).reduce(add, NOWHERE),
  );
};
