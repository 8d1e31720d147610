import type { CollectedRecord } from "@tokenledger/usage";
import type { Connection } from "../connection/connection.ts";
import { z } from "zod";
import { ENTRY_VERSION } from "../entry/entry-body.ts";
import { packRecords } from "../entry/pack-records.ts";
import type { BufferKeys } from "../keys.ts";
import { formatDeltas, pendingDeltas, type ChargeQuotas } from "../settle/pending-deltas.ts";
import { untilReplicated, type Durability } from "../connection/durability.ts";
import { loadScript, runScript } from "../script.ts";

const script = loadScript("collect");

/** A record on its way in, with what remembers it. */
export interface Candidate {
  readonly record: CollectedRecord;
  /** From `seenMember`. */
  readonly member: string;
}

export interface CollectLimits {
  /** Most bytes of entries that may wait. */
  readonly waitingBytesMax: number;
  /** How long the ids of kept records are remembered. */
  readonly rememberMs: number;
  readonly durability: Durability;
  /** What a record adds to the counters of quotas. */
  readonly charge?: ChargeQuotas | undefined;
}

/**
 * `kept`: all of them, as one entry. `busy`: none, there is no room. `seen`: none, because these were kept before.
 */
export type CollectAnswer =
  | { readonly type: "kept" }
  | { readonly type: "busy"; readonly waitingBytes: number }
  | { readonly type: "seen"; readonly candidates: ReadonlySet<Candidate> };

const Reply = z.union([
  z.tuple([z.literal("KEPT"), z.string()]),
  z.tuple([z.literal("BUSY"), z.coerce.number()]),
  z.tuple([z.literal("SEEN")], z.int()),
]);

/** The candidates by the seen set that remembers them, in the order in which the script is given them. */
const bySeenSet = (
  candidates: readonly Candidate[],
  keys: BufferKeys,
): ReadonlyMap<string, readonly Candidate[]> => {
  const sets = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = keys.seen(candidate.record.accessKeyId, candidate.record.occurTimeMs);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [candidate]);
    else set.push(candidate);
  }
  return sets;
};

const runCollect = async (
  redis: Connection,
  keys: BufferKeys,
  durability: Durability,
  [names, args]: readonly [readonly string[], readonly string[]],
): Promise<unknown> => {
  const reply = await runScript(redis, script, names, args);
  // Also where all were kept before: the call that kept them may have died before a replica had them.
  if (durability === "replicated") await untilReplicated(redis, keys);
  return reply;
};

/**
 * Keeps records as one entry, all or nothing.
 *
 * @param keepSeen keeps also those that were kept before: they are counted once all the same, by the ledger.
 */
export const collectOnce = async (
  redis: Connection,
  keys: BufferKeys,
  limits: CollectLimits,
  candidates: readonly Candidate[],
  keepSeen: boolean,
): Promise<CollectAnswer> => {
  const records = candidates.map(({ record }) => record);
  const deltas = pendingDeltas(records, limits.charge);
  const sets = bySeenSet(candidates, keys);
  const reply = Reply.parse(
    await runCollect(redis, keys, limits.durability, [
      [keys.stream, keys.meta, ...deltas.map(({ owner }) => keys.pend(owner)), ...sets.keys()],
      [
        String(limits.waitingBytesMax),
        String(limits.rememberMs),
        keepSeen ? "1" : "0",
        ENTRY_VERSION,
        String(records.length),
        formatDeltas(deltas),
        packRecords(records),
        String(deltas.length),
        ...deltas.flatMap(({ sums }) => sums.map(String)),
        ...[...sets.values()].flatMap((set) =>
          [String(set.length)].concat(set.map(({ member }) => member)),
        ),
      ],
    ]),
  );
  if (reply[0] === "KEPT") return { type: "kept" };
  if (reply[0] === "BUSY") return { type: "busy", waitingBytes: reply[1] };
  const [, ...flags] = reply;
  const inOrder = [...sets.values()].flat();
  return {
    type: "seen",
    candidates: new Set(inOrder.filter((_, index) => flags[index] === 1)),
  };
};
