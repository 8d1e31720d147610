import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { CollectedRecord, CommitReceipt, ReplayedLetter } from "@tokenledger/usage";
import type { z } from "zod";
import type { DeadLetter } from "../entities/dead-letter.ts";
import { AccessKeyUsage } from "../entities/access-key-usage.ts";
import { RefusedValueError } from "../sqlstate.ts";
import { ReplayableRecord } from "./replayable-record.ts";

/** What became of one letter, without whose it is. */
type Verdict = Pick<ReplayedLetter, "outcome" | "detail">;

export interface ReplayTools {
  readonly orm: MikroORM;
  /** Counts a record. @throws RefusedValueError where a value of it is refused: nothing is put aside. */
  readonly commit: (record: CollectedRecord) => Promise<CommitReceipt>;
}

const FAULTS_TOLD_MAX = 5;
const CONFLICT: Verdict = {
  outcome: "id_reuse_conflict",
  detail: "Another content is counted under this access key and event id.",
};

const describeFaults = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, FAULTS_TOLD_MAX)
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ");

/** What is counted under a record's identity: nothing (null), itself, or another content. */
const standing = async (
  em: EntityManager,
  { accessKeyId, eventId, occurTimeMs, payloadHash }: CollectedRecord,
): Promise<Verdict | null> => {
  const claim = await em.findOne(
    AccessKeyUsage,
    { accessKey: accessKeyId, eventId, occurTime: new Date(occurTimeMs), line: 0 },
    { fields: ["payloadHash"] },
  );
  if (claim === null) return null;
  const stored = Buffer.from(claim.payloadHash ?? []).toString("hex");
  return stored === payloadHash ? { outcome: "already_counted", detail: null } : CONFLICT;
};

const commitAgain = async (
  { orm, commit }: ReplayTools,
  record: CollectedRecord,
): Promise<Verdict> => {
  try {
    const { claimedCount } = await commit(record);
    if (claimedCount === 1) return { outcome: "counted", detail: null };
  } catch (error) {
    if (!(error instanceof RefusedValueError)) throw error;
    const detail = `PostgreSQL refuses a value of it again: SQLSTATE ${error.sqlstate}.`;
    return { outcome: "refused", detail };
  }
  return (await standing(orm.em.fork(), record)) ?? CONFLICT;
};

/**
 * Gives one record to the commit again, or tells what would become of it. The letter is not touched.
 *
 * @throws UnavailableError
 */
export const replayLetter = async (
  tools: ReplayTools,
  letter: DeadLetter,
  isDryRun: boolean,
): Promise<Verdict> => {
  if (letter.resolveTime) return { outcome: "resolved", detail: letter.resolution ?? null };
  const read = ReplayableRecord.safeParse(letter.record);
  if (!read.success) return { outcome: "invalid", detail: describeFaults(read.error) };
  if (!isDryRun) return commitAgain(tools, read.data);
  const found = await standing(tools.orm.em.fork(), read.data);
  return found ?? { outcome: "counted", detail: null };
};
