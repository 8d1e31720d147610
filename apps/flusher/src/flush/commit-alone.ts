import type {
  CollectedRecord,
  CommitReceipt,
  EntryTrial,
  LetterBox,
  UsageLedger,
} from "@tokenledger/usage";

/** So many readers may end over one record that each of them had to itself. Then it is the record, and not the readers. */
const ENDED_MAX = 3;

interface AloneParts {
  readonly ledger: UsageLedger;
  readonly letterBox: LetterBox;
}

const putAside = async (
  letterBox: LetterBox,
  record: CollectedRecord,
  endedCount: number,
): Promise<CommitReceipt> => {
  const detail = `${endedCount} processes ended while they committed this record alone.`;
  const deadLetterCount = await letterBox.put(record, "ends_reader", detail);
  return { claimedCount: 0, deadLetterCount, totals: [] };
};

/**
 * Commits the records of an entry that has its turn alone. The first reader commits them all at once; where that ended it, the next ones commit them one by
 * one, and a record that ended three of them is put aside, in the store that has just counted its neighbours. Ends of processes alone are counted, never
 * errors: an outage makes errors.
 *
 * Safe to break off anywhere and to repeat. @throws UnavailableError
 */
export const commitAlone = async (
  { ledger, letterBox }: AloneParts,
  records: readonly CollectedRecord[],
  trial: EntryTrial,
): Promise<CommitReceipt> => {
  const whole = await trial.attempt("all records", async (endedCount) =>
    endedCount === 0 ? ledger.commit(records) : Promise.resolve(null),
  );
  if (whole !== null) return whole;
  const receipts: CommitReceipt[] = [];
  for (const [index, record] of records.entries()) {
    receipts.push(
      await trial.attempt(`record ${index}`, async (endedCount) =>
        endedCount < ENDED_MAX ? ledger.commit([record]) : putAside(letterBox, record, endedCount),
      ),
    );
  }
  return {
    claimedCount: receipts.reduce((sum, { claimedCount }) => sum + claimedCount, 0),
    deadLetterCount: receipts.reduce((sum, { deadLetterCount }) => sum + deadLetterCount, 0),
    // Of a cell that several of them changed the newest revision stays, whatever the order.
    totals: receipts.flatMap(({ totals }) => totals),
  };
};
