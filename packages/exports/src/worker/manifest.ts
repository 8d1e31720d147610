import type { ExportJob, ExportTotals } from "@tokenledger/usage/exports";
import { usdOf } from "../columns/usd.ts";

/** What a manifest says beyond its job. */
export interface ManifestFacts {
  readonly totals: ExportTotals;
  readonly byteCount: number;
  readonly sha256: string;
  readonly snapshotTime: Date;
  readonly expireTime: Date;
}

/** Name of a file's manifest. */
export const manifestName = (fileName: string): string => `${fileName}.manifest.json`;

/** What lies beside an export: what was asked, by whom, of which moment, and what must come out when it is summed up. */
export const manifestOf = (job: ExportJob, facts: ManifestFacts): string => {
  const { totals } = facts;
  const content = {
    fileName: job.fileName,
    rowCount: totals.rows,
    byteCount: facts.byteCount,
    sha256: facts.sha256,
    totals: { ...totals, costUsd: usdOf(totals.costPicoUsd) },
    askedBy: job.memberLogin,
    askedAt: job.createTime,
    /** All rows are of this moment of the ledger. */
    snapshotTime: facts.snapshotTime,
    /** Everything accepted before it is in the file; null: unknown when asked. */
    completeUntil: job.completeUntil,
    expireTime: facts.expireTime,
    request: job.request,
  };
  const text = JSON.stringify(
    content,
    (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
  return `${text}\n`;
};
