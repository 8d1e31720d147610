import type { PartitionReport } from "@tokenledger/ledger";
import { AGE_MS_MAX, InvalidInputError, type PriceBook } from "@tokenledger/usage";
import type { BadLine, ImportSource } from "./checked-records.ts";
import type { Door } from "./collect-door.ts";
import { importProgress, type ProgressOutput } from "./import-progress.ts";
import { RejectsFile } from "./rejects-file.ts";
import { sendRecords, type SendTally } from "./send-records.ts";
import { surveySource, type Survey } from "./survey.ts";

/** The ledger that an import goes into, where it can be reached beside the door. */
export interface ImportLedger {
  /** How many of these records it holds under the key that sends them. */
  countKnown(eventIds: readonly string[]): Promise<number>;
  /** Makes the months from this time on. */
  ensurePartitions(since: Date): Promise<PartitionReport>;
}

export interface ImportOptions {
  readonly source: ImportSource;
  /** Null: a dry run. */
  readonly door: Door | null;
  /** Null: the database is out of reach from here. */
  readonly ledger: ImportLedger | null;
  readonly book: PriceBook;
  readonly rejectsPath: string;
  /** Old months go into the partition that holds what has no month of its own, and cannot be dropped month by month. */
  readonly withoutPartitions: boolean;
  readonly progress: ProgressOutput;
  readonly signal: AbortSignal;
}

/** What an import found and did. */
export interface ImportReport {
  readonly survey: Survey;
  /** Null after a dry run. */
  readonly sent: SendTally | null;
  /** Months made for it; null where none were asked for. */
  readonly partitions: PartitionReport | null;
  /** The first bad lines, without their text. */
  readonly firstBad: readonly Omit<BadLine, "text">[];
  /** Where all bad lines are; null when there are none. */
  readonly rejectsPath: string | null;
}

const FIRST_BAD_MAX = 5;

const partitionsFor = async (
  survey: Survey,
  { ledger, withoutPartitions, source }: ImportOptions,
): Promise<PartitionReport | null> => {
  if (survey.from === null || withoutPartitions) return null;
  if (ledger !== null) return ledger.ensurePartitions(survey.from);
  if (survey.from.getTime() >= source.nowMs - AGE_MS_MAX) return null;
  throw new InvalidInputError(
    "PARTITIONS_UNREACHABLE",
    `The months since ${survey.from.toISOString().slice(0, 7)} need partitions, which are made in the database: ` +
      "set DATABASE_URL, or import on the server's machine. --without-partitions sends them all the same; " +
      "they are counted and found as all others, but cannot be dropped month by month.",
  );
};

/**
 * Imports a source in two passes: the first reads it whole and finds what is bad, the second sends what is good. Nothing is sent before the months it
 * goes into are there. Importing again sends the same records, which are duplicates: a half-done import is finished by a second one.
 *
 * @throws InvalidInputError PARTITIONS_UNREACHABLE; UnauthenticatedError, UnavailableError as `collectBatch`
 */
export const importUsage = async (options: ImportOptions): Promise<ImportReport> => {
  const { source, door, ledger, book, signal } = options;
  const rejects = new RejectsFile(options.rejectsPath);
  const firstBad: Omit<BadLine, "text">[] = [];
  const onBad = (bad: BadLine): void => {
    rejects.add(bad);
    const { file, line, reason } = bad;
    if (firstBad.length < FIRST_BAD_MAX) firstBad.push({ file, line, reason });
  };
  try {
    const countKnown =
      ledger === null ? null : async (ids: readonly string[]) => ledger.countKnown(ids);
    const survey = await surveySource(source, { book, onBad, countKnown });
    if (door === null) {
      return { survey, sent: null, partitions: null, firstBad, rejectsPath: rejects.path };
    }
    const partitions = await partitionsFor(survey, options);
    const progress = importProgress(survey.records, options.progress);
    const sent = await sendRecords(source, { door, onProgress: progress.show, onBad, signal });
    progress.end();
    return { survey, sent, partitions, firstBad, rejectsPath: rejects.path };
  } finally {
    rejects.close();
  }
};
