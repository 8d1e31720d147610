import { crc32 } from "node:zlib";
import type { Dimension } from "@tokenledger/usage";
import { bufferKeys, type BufferKeys } from "./keys.ts";

/** More than any deployment needs: each is a stream to be read. */
export const SHARDS_MAX = 16;

/**
 * The parts that the buffer is cut into. All records of an access key are on one shard, so that its statistics rows have one writer and the ids of
 * its records one memory. A user with keys on several shards has a `pend` on each, summed on read; every dimension has its `base` on one, its home.
 */
export interface Shards {
  /** Names of each shard, in order. The first also holds what is asked about as a whole: reservations and the flushers that are there. */
  readonly all: readonly BufferKeys[];
  /** Number of the shard of an access key. */
  indexOf(accessKeyId: string): number;
  /** Where the base of a dimension is; for an access key, where its records are too. */
  home(dimension: Dimension): BufferKeys;
}

/**
 * Shards by the CRC-32 of an id: the same in every process and for ever.
 *
 * @param count may be raised at any time; lowered only once what waits has been flushed, for nobody reads the streams above it.
 */
export const makeShards = (count = 1): Shards => {
  const first = bufferKeys(0);
  const all = Array.from({ length: count }, (_, shard) =>
    shard === 0 ? first : bufferKeys(shard),
  );
  const indexOf = (id: string): number => (count === 1 ? 0 : crc32(id) % count);
  return { all, indexOf, home: ({ id }) => all[indexOf(id)] ?? first };
};

/** Items by the shard that `indexOf` says. */
export const groupByShard = <Item>(
  items: readonly Item[],
  indexOf: (item: Item) => number,
): ReadonlyMap<number, readonly Item[]> => {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const index = indexOf(item);
    const group = groups.get(index);
    if (group === undefined) groups.set(index, [item]);
    else group.push(item);
  }
  return groups;
};
