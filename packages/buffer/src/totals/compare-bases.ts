import type { StatisticsTotals } from "@tokenledger/usage";
import type { Connection } from "../connection/connection.ts";
import { z } from "zod";
import { earlier, readBacklog } from "../waiting/backlog.ts";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";
import { decimals, expiryMs, slices } from "../settle/settle.ts";
import type { Shards } from "../shards.ts";

const script = loadScript("compare-bases");

const CELLS_PER_CALL_MAX = 500;

/** A cell of the ledger, to be held against its base. */
export interface ComparedCell {
  readonly cell: StatisticsTotals;
  /** Overwrites the base if this is its revision; null overwrites nothing. */
  readonly replaces: bigint | null;
}

/** `behind`: the base has an older revision. `ahead`: a newer one. `differs`: the same one, with other figures. */
export type BaseDifference = "behind" | "ahead" | "differs";

export interface BaseComparison {
  /** Bases written because they were missing, or left behind by an earlier process of Redis. */
  readonly reseededCount: number;
  readonly differences: readonly {
    readonly cell: StatisticsTotals;
    readonly difference: BaseDifference;
    /** The revision the base has. */
    readonly revision: bigint;
  }[];
  /** When the oldest entry that waits was accepted, by Redis's clock; null when nothing waits. What it holds may be in the ledger already. */
  readonly oldest: Date | null;
}

const words = { BEHIND: "behind", AHEAD: "ahead", DIFFERS: "differs" } as const;
const Found = z.array(z.union([z.int(), z.string()]));
const Reply = z.tuple([z.string(), z.int()], z.union([z.int(), z.string()]));
const Difference = z.tuple([z.int(), z.enum(["BEHIND", "AHEAD", "DIFFERS"]), z.string()]);

const argumentsOf = ({ cell, replaces }: ComparedCell): readonly string[] => [
  String(cell.revision),
  ...decimals(cell),
  String(expiryMs(cell)),
  replaces === null ? "" : String(replaces),
];

const compareOnce = async (
  redis: Connection,
  keys: BufferKeys,
  cells: readonly ComparedCell[],
): Promise<BaseComparison> => {
  const names = cells.map(({ cell: { dimension, periodType, periodStartMs } }) =>
    keys.base(dimension, periodType, periodStartMs),
  );
  const [oldestId, reseededCount, ...found] = Reply.parse(
    await runScript(redis, script, [keys.stream, ...names], cells.flatMap(argumentsOf)),
  );
  const differences = slices(Found.parse(found), 3).flatMap((triple) => {
    const [number, word, revision] = Difference.parse(triple);
    const compared = cells[number - 1];
    return compared === undefined
      ? []
      : [{ cell: compared.cell, difference: words[word], revision: BigInt(revision) }];
  });
  const oldest = oldestId === "" ? null : new Date(Number.parseInt(oldestId, 10));
  return { reseededCount, differences, oldest };
};

/** The oldest entry of all shards but one, read before the bases are: one that is settled after this raises them, and explains nothing any more. */
const oldestElsewhere = async (
  redis: Connection,
  shards: Shards,
  but: BufferKeys,
): Promise<Date | null> => {
  const others = await Promise.all(
    shards.all.filter((keys) => keys !== but).map(async (keys) => readBacklog(redis, keys)),
  );
  return others.map(({ oldest }) => oldest).reduce(earlier, null);
};

/** Holds cells against their bases; of several calls the last one's oldest entry is told. */
export const compareBases = async (
  redis: Connection,
  shards: Shards,
  cells: readonly ComparedCell[],
): Promise<BaseComparison> => {
  let all: BaseComparison = { reseededCount: 0, differences: [], oldest: null };
  let oldest: Date | null = null;
  for (const [home, own] of Map.groupBy(cells, ({ cell }) => shards.home(cell.dimension))) {
    oldest = earlier(oldest, await oldestElsewhere(redis, shards, home));
    for (const slice of slices(own, CELLS_PER_CALL_MAX)) {
      const found = await compareOnce(redis, home, slice);
      all = {
        reseededCount: all.reseededCount + found.reseededCount,
        differences: [...all.differences, ...found.differences],
        oldest: found.oldest,
      };
    }
  }
  return { ...all, oldest: earlier(oldest, all.oldest) };
};
