import type { CollectedRecord } from "@tokenledger/usage";

export interface DistinctContents {
  /** One record an identity: the first of each. These ask to be counted. */
  readonly candidates: readonly CollectedRecord[];
  /** Further contents under an identity that a candidate has. At most one of them all can be counted. */
  readonly rivals: readonly CollectedRecord[];
}

/**
 * Sorts out a batch: exact repeats go, and of different contents with one identity the first asks to be counted.
 * Inside the statement it would be too late: ON CONFLICT DO NOTHING lets the second of two equal rows of one INSERT pass silently,
 * and joining back to the batch would count it after all.
 */
export const distinctContents = (records: readonly CollectedRecord[]): DistinctContents => {
  const candidates = new Map<string, CollectedRecord>();
  const rivals = new Map<string, CollectedRecord>();
  for (const record of records) {
    const identity = `${record.accessKeyId} ${record.eventId}`;
    const first = candidates.get(identity);
    if (first === undefined) candidates.set(identity, record);
    else if (first.payloadHash !== record.payloadHash) {
      rivals.set(`${identity} ${record.payloadHash}`, record);
    }
  }
  return { candidates: [...candidates.values()], rivals: [...rivals.values()] };
};
