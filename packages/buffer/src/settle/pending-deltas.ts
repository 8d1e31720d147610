import {
  UnreadableError,
  dimensionTypes,
  type CollectedRecord,
  type Dimension,
} from "@tokenledger/usage";
import type { QuotaCharge } from "@tokenledger/usage/quotas";
import { z } from "zod";
import type { PendingOwner } from "../keys.ts";

/** Input, cache creation, cache read and output tokens, and requests: whole numbers below 2^53, in the order in which every script takes them. */
export type Sums = readonly [number, number, number, number, number];

/** What one entry adds to the running totals of one dimension, or to the counter of one quota (the first sum alone). */
export interface PendingDelta {
  readonly owner: PendingOwner;
  readonly sums: Sums;
}

/** What a record adds to the counters of quotas. Must not throw, and answers at once. */
export type ChargeQuotas = (record: CollectedRecord) => readonly QuotaCharge[];

const chargeNothing: ChargeQuotas = () => [];

const sumsOfRecord = ({ lines }: CollectedRecord): Sums => {
  const sums: [number, number, number, number, number] = [0, 0, 0, 0, 1];
  for (const line of lines) {
    sums[0] += line.inputTokens;
    sums[1] += line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;
    sums[2] += line.cacheReadTokens;
    sums[3] += line.outputTokens;
  }
  return sums;
};

const addSums = (a: Sums, b: Sums): Sums => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
  a[4] + b[4],
];

const dimensionsOf = ({ accessKeyId, user }: CollectedRecord): readonly Dimension[] => [
  { type: "access_key", id: accessKeyId },
  ...(user === null ? [] : [{ type: "user", id: user } as const]),
];

const ownedSums = (record: CollectedRecord, charge: ChargeQuotas): readonly PendingDelta[] => {
  const sums = sumsOfRecord(record);
  const totals = dimensionsOf(record).map((owner): PendingDelta => ({ owner, sums }));
  const charges = charge(record);
  if (charges.length === 0) return totals;
  return totals.concat(
    charges.map(({ counterId, amount }) => ({
      owner: { type: "quota", id: counterId },
      sums: [amount, 0, 0, 0, 0],
    })),
  );
};

/**
 * What these records add to the running totals, once a dimension: their access keys, and their users where they name one; and once a counter of
 * the quotas that apply to them. The same sums that the ledger adds to UsageStatistics: a record is one request, however many lines it has.
 */
export const pendingDeltas = (
  records: readonly CollectedRecord[],
  charge: ChargeQuotas = chargeNothing,
): readonly PendingDelta[] => {
  const deltas = new Map<string, PendingDelta>();
  for (const record of records) {
    for (const { owner, sums } of ownedSums(record, charge)) {
      const key = `${owner.type} ${owner.id}`;
      const known = deltas.get(key);
      deltas.set(key, { owner, sums: known === undefined ? sums : addSums(known.sums, sums) });
    }
  }
  return [...deltas.values()];
};

const Sum = z.int().min(0);
const Deltas = z.array(
  z.tuple([z.enum([...dimensionTypes, "quota"]), z.string(), Sum, Sum, Sum, Sum, Sum]),
);

/** The deltas as field `d` of an entry, so that settling takes off exactly what was added, whatever a later version would compute. */
export const formatDeltas = (deltas: readonly PendingDelta[]): string =>
  JSON.stringify(deltas.map(({ owner, sums }) => [owner.type, owner.id, ...sums]));

/** Reads field `d` of an entry. @throws UnreadableError */
export const parseDeltas = (text: string): readonly PendingDelta[] => {
  try {
    return Deltas.parse(JSON.parse(text)).map(([type, id, ...sums]) => ({
      owner: { type, id },
      sums,
    }));
  } catch (cause) {
    throw new UnreadableError("An entry's deltas are not of the known form", { cause });
  }
};
