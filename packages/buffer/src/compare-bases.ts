import type { StatisticsTotals } from "@tokenledger/usage";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { BufferKeys } from "./keys.ts";
import { loadScript, runScript } from "./script.ts";
import { decimals, expiryMs, slices } from "./settle.ts";

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
  redis: Redis,
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

/** Holds cells against their bases; of several calls the last one's oldest entry is told. */
export const compareBases = async (
  redis: Redis,
  keys: BufferKeys,
  cells: readonly ComparedCell[],
): Promise<BaseComparison> => {
  let all: BaseComparison = { reseededCount: 0, differences: [], oldest: null };
  for (const slice of slices(cells, CELLS_PER_CALL_MAX)) {
    const { reseededCount, differences, oldest } = await compareOnce(redis, keys, slice);
    all = {
      reseededCount: all.reseededCount + reseededCount,
      differences: [...all.differences, ...differences],
      oldest,
    };
  }
  return all;
};
