import { auditFaults, type AuditMark, type AuditVerification } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const Page = z.object({
  checked_count: z.int(),
  seq: z.string(),
  hash: z.string(),
  broken_seq: z.string().nullable(),
  fault: z.enum(auditFaults).nullable(),
  head_seq: z.string().nullable(),
  head_hash: z.string().nullable(),
});

const VERIFY_AUDIT = {
  text: sqlFile(new URL("./sql/verify-audit.sql", import.meta.url)),
  row: Page,
};

/** Before the first entry: the hash it is chained to. */
const BEGINNING: AuditMark = { seq: "0", hash: "0".repeat(64) };

/** At its end the chain must stand where the head says: else entries were cut off, or the head was written by hand. */
const brokenOf = (page: z.output<typeof Page>, isAtEnd: boolean): AuditVerification["broken"] => {
  if (page.broken_seq !== null && page.fault !== null) {
    return { seq: page.broken_seq, fault: page.fault };
  }
  const isHead = page.seq === page.head_seq && page.hash === page.head_hash;
  return isAtEnd && !isHead ? { seq: page.seq, fault: "head" } : null;
};

/** Follows the chain in one statement, and so in one snapshot: entries added meanwhile are after its end. @throws UnavailableError */
export const verifyChain = async (
  runner: StatementRunner,
  countMax: number,
  after: AuditMark = BEGINNING,
): Promise<AuditVerification> => {
  const [page] = await runner.rows(VERIFY_AUDIT, [after.seq, after.hash, countMax]);
  if (page === undefined) throw new Error("An aggregate always has a row");
  const isAtEnd = page.checked_count < countMax;
  const broken = brokenOf(page, isAtEnd);
  return {
    checkedCount: page.checked_count,
    totalCount: page.head_seq ?? "0",
    next: isAtEnd || broken !== null ? null : { seq: page.seq, hash: page.hash },
    broken,
  };
};
