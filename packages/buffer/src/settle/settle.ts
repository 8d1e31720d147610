import { periodOf, type StatisticsTotals, type WaitingEntry } from "@tokenledger/usage";
import type { Connection } from "../connection/connection.ts";
import { z } from "zod";
import { FLUSH_GROUP, type BufferKeys, type PendingOwner } from "../keys.ts";
import { parseDeltas } from "./pending-deltas.ts";
import { loadScript, runScript } from "../script.ts";
import type { Shards } from "../shards.ts";

const script = loadScript("settle");

/** Bounds the arguments, and the time, of one script call; a batch that has more takes several. */
const ENTRIES_PER_CALL_MAX = 250;
const TOTALS_PER_CALL_MAX = 500;

const PERIODS_KEPT = 2;

/** A mirrored cell is of no use to a limit once its period is over; two more periods are for looking back. */
export const expiryMs = ({ periodType, periodStartMs }: StatisticsTotals): number => {
  let timeMs = periodStartMs;
  for (let count = 0; count < 1 + PERIODS_KEPT; count += 1) {
    timeMs = periodOf(periodType, timeMs).endMs;
  }
  return timeMs;
};

/** Totals as the scripts take them. */
export const decimals = (totals: StatisticsTotals): readonly string[] =>
  [
    totals.inputTokens,
    totals.cacheCreationInputTokens,
    totals.cacheReadInputTokens,
    totals.outputTokens,
    totals.requests,
    totals.costPicoUsd,
    totals.unpricedRequests,
  ].map(String);

/** Collects the keys of one call, each once, and says at which place of KEYS it stands. */
class KeyList {
  readonly keys: string[];
  readonly #indexes = new Map<string, number>();

  constructor(...first: readonly string[]) {
    this.keys = [...first];
  }

  indexOf(key: string): string {
    const known = this.#indexes.get(key) ?? this.keys.push(key);
    this.#indexes.set(key, known);
    return String(known);
  }
}

const entryArguments = (entry: WaitingEntry, keys: BufferKeys, list: KeyList): string[] => {
  const deltas = parseDeltas(entry.deltas);
  return [
    entry.entryId,
    String(entry.byteCount),
    String(entry.records.length),
    String(deltas.length),
    ...deltas.flatMap(({ owner, sums }) =>
      [list.indexOf(keys.pend(owner)), movedIndex(owner, keys, list)].concat(sums.map(String)),
    ),
  ];
};

/** A quota's amount moves from what is on its way to what was settled; "0" for what has a base that the commit tells. */
const movedIndex = (owner: PendingOwner, keys: BufferKeys, list: KeyList): string =>
  owner.type === "quota" ? list.indexOf(keys.quota(owner.id)) : "0";

const totalsArguments = (cell: StatisticsTotals, keys: BufferKeys, list: KeyList): string[] => [
  list.indexOf(keys.base(cell.dimension, cell.periodType, cell.periodStartMs)),
  String(cell.revision),
  ...decimals(cell),
  String(expiryMs(cell)),
];

const settleOnce = async (
  redis: Connection,
  keys: BufferKeys,
  entries: readonly WaitingEntry[],
  totals: readonly StatisticsTotals[],
): Promise<number> => {
  const list = new KeyList(keys.stream, keys.meta);
  const args = [
    FLUSH_GROUP,
    String(totals.length),
    ...totals.flatMap((cell) => totalsArguments(cell, keys, list)),
    String(entries.length),
    ...entries.flatMap((entry) => entryArguments(entry, keys, list)),
  ];
  return z.int().parse(await runScript(redis, script, list.keys, args));
};

/** Items in groups of at most `size`. */
export const slices = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

/** The shard whose entries are settled, among all of them. */
export interface SettledShard {
  readonly shards: Shards;
  readonly keys: BufferKeys;
}

/** Raises the bases that have their home on another shard. @returns the totals of this one. */
const raiseElsewhere = async (
  redis: Connection,
  shards: Shards,
  keys: BufferKeys,
  totals: readonly StatisticsTotals[],
): Promise<readonly StatisticsTotals[]> => {
  if (shards.all.length === 1) return totals;
  const homes = Map.groupBy(totals, ({ dimension }) => shards.home(dimension));
  const own = homes.get(keys) ?? [];
  homes.delete(keys);
  await Promise.all(
    [...homes].map(async ([home, cells]) => {
      for (const slice of slices(cells, TOTALS_PER_CALL_MAX)) {
        await settleOnce(redis, home, [], slice);
      }
    }),
  );
  return own;
};

/**
 * Raises the bases of these totals, each on its home.
 * Safe to repeat and to stop after any call.
 */
export const raiseBases = async (
  redis: Connection,
  shards: Shards,
  totals: readonly StatisticsTotals[],
): Promise<void> => {
  for (const [keys, cells] of Map.groupBy(totals, ({ dimension }) => shards.home(dimension))) {
    await settleEntries(redis, { shards, keys }, [], cells);
  }
};

/**
 * Settles entries with the totals of the commit that counted them. Safe to repeat and to stop after any call.
 *
 * Usually one call. When it takes more, all totals go first: `base` then holds records that `pend` holds too, which a counter shows as too much
 * for a moment; the other order would show too little, and let somebody over their limit. For the same reason bases on other shards go first.
 *
 * @returns how many entries were taken off by this.
 */
export const settleEntries = async (
  redis: Connection,
  { shards, keys }: SettledShard,
  entries: readonly WaitingEntry[],
  totals: readonly StatisticsTotals[],
): Promise<number> => {
  const own = await raiseElsewhere(redis, shards, keys, totals);
  const totalsSlices = slices(own, TOTALS_PER_CALL_MAX);
  const [firstEntries = [], ...furtherEntries] = slices(entries, ENTRIES_PER_CALL_MAX);
  for (const slice of totalsSlices.slice(0, -1)) await settleOnce(redis, keys, [], slice);
  let taken = await settleOnce(redis, keys, firstEntries, totalsSlices.at(-1) ?? []);
  for (const slice of furtherEntries) taken += await settleOnce(redis, keys, slice, []);
  return taken;
};
