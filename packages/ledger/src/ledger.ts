import type { MikroORM } from "@mikro-orm/postgresql";
import {
  UnavailableError,
  type AdminDirectory,
  type AuditLog,
  type CollectDirectory,
  type Aggregates,
  type CostQueries,
  type CounterChecks,
  type DeadLetters,
  type JobRunJournal,
  type JobRuns,
  type KeyUseDirectory,
  type LedgerHealth,
  type LetterBox,
  type MemberDirectory,
  type PriceLedger,
  type RetentionLedger,
  type SessionDirectory,
  type UnmirroredCells,
  type DirectUsageLedger,
  type UsageQueries,
  type UserErasure,
} from "@tokenledger/usage";
import { type AlertLedger } from "@tokenledger/usage/alerts";
import type { ExportDirectory, ExportQueue, ExportSource } from "@tokenledger/usage/exports";
import type { QuotaLedger } from "@tokenledger/usage/quotas";
import type { ReconcileStore } from "@tokenledger/usage/reconcile";
import { z } from "zod";
import { createAlertLedger } from "./alerts/alert-ledger.ts";
import { createAuditLog } from "./audit/audit-log.ts";
import { createUsageLedger } from "./commit/usage-ledger.ts";
import { createAggregates } from "./aggregates/aggregate-jobs.ts";
import { createCounterChecks } from "./counters/counter-checks.ts";
import { createUnmirroredCells } from "./counters/unmirrored-cells.ts";
import { createDeadLetters } from "./dead-letters/dead-letters.ts";
import { createLetterBox } from "./dead-letters/letter-box.ts";
import { createKeyUseDirectory } from "./directories/access-key-directory.ts";
import { createAdminDirectory } from "./directories/admin-directory.ts";
import { createCollectDirectory } from "./directories/collect-directory.ts";
import { createMemberDirectory } from "./directories/member-directory.ts";
import { countKnown } from "./imports/count-known.ts";
import { createSessionDirectory } from "./directories/session-directory.ts";
import { createUserErasure } from "./directories/user-erasure.ts";
import { createExportDirectory } from "./exports/export-directory.ts";
import { createExportQueue } from "./exports/export-queue.ts";
import { createExportSource } from "./exports/export-source.ts";
import { createLedgerHealth } from "./health/ledger-health.ts";
import {
  checkInvariants,
  type Difference,
  type InvariantOptions,
} from "./invariants/check-invariants.ts";
import { createJobRuns } from "./job-runs/job-runs.ts";
import { openDatabase, type DatabaseOptions } from "./open-database.ts";
import { createCostQueries } from "./prices/cost-queries.ts";
import { PriceBooks } from "./prices/price-books.ts";
import { createPriceLedger } from "./prices/price-ledger.ts";
import { createQuotaLedger } from "./quotas/quota-ledger.ts";
import { CursorSeal } from "./queries/cursor-seal.ts";
import { createUsageQueries } from "./queries/usage-queries.ts";
import { createReconcileStore } from "./reconcile/reconcile-store.ts";
import { createRetentionLedger } from "./retention/retention-ledger.ts";
import { assertSchemaFits } from "./schema-fit.ts";
import { sqlFile } from "./sql-file.ts";
import { autocommit } from "./statement-runner.ts";
import { ensurePartitions, type PartitionReport } from "./usage-partitions.ts";

const PING = {
  text: sqlFile(new URL("./sql/ping.sql", import.meta.url)),
  row: z.object({ read_only: z.boolean() }),
};

export interface LedgerOptions extends DatabaseOptions {
  /** Under which pages' cursors are sealed; the same for all processes that read each other's. Default: one of this process alone. */
  readonly cursorSecret?: string;
}

/** PostgreSQL, as the rest of the system sees it. */
export interface Ledger extends AsyncDisposable {
  readonly usage: DirectUsageLedger;
  readonly exports: ExportDirectory;
  readonly exportQueue: ExportQueue;
  /** Holds a connection for as long as an export takes: the ledger of its worker needs `heldMsMax` and `statementMsMax` accordingly. */
  readonly exportSource: ExportSource;
  readonly queries: UsageQueries;
  readonly costs: CostQueries;
  readonly prices: PriceLedger;
  readonly quotas: QuotaLedger;
  readonly collectDirectory: CollectDirectory;
  readonly adminDirectory: AdminDirectory;
  readonly memberDirectory: MemberDirectory;
  readonly sessionDirectory: SessionDirectory;
  readonly keyUse: KeyUseDirectory;
  readonly deadLetters: DeadLetters;
  readonly letterBox: LetterBox;
  readonly aggregates: Aggregates;
  readonly counterChecks: CounterChecks;
  readonly unmirroredCells: UnmirroredCells;
  readonly health: LedgerHealth;
  readonly alerts: AlertLedger;
  readonly reconcile: ReconcileStore;
  /** Which scheduler runs what, and the journal of it. */
  readonly jobRuns: JobRuns & JobRunJournal;
  readonly audit: AuditLog;
  readonly retention: RetentionLedger;
  readonly userErasure: UserErasure;
  /** What is stored twice and differs; see {@link InvariantOptions}. Empty is right. @throws UnavailableError */
  checkInvariants(options?: InvariantOptions): Promise<readonly Difference[]>;
  /**
   * Makes the partitions of this month and the next three, and before an import those since the month of `since`. Safe to repeat.
   *
   * @throws UnavailableError
   */
  ensurePartitions(now: Date, since?: Date): Promise<PartitionReport>;
  /** How many of these records are committed under an access key. @throws UnavailableError */
  countKnown(accessKeyId: string, eventIds: readonly string[]): Promise<number>;
  /**
   * Refuses a schema that this version would misread: for the start of a process. @returns migrations of a newer version it lives with.
   *
   * @throws InvalidInputError SCHEMA_NEWER that says what to do. @throws UnavailableError
   */
  assertSchemaFits(): Promise<readonly string[]>;
  /** @throws UnavailableError when PostgreSQL does not answer, or answers but takes no writes. */
  ping(): Promise<void>;
  /** Waits for what is under way and closes every connection. Closing twice is no error. */
  close(): Promise<void>;
}

const ping = async (orm: MikroORM): Promise<void> => {
  const [state] = await autocommit(orm).rows(PING, []);
  if (state?.read_only !== false) throw new UnavailableError("PostgreSQL takes no writes");
};

/**
 * Opens the ledger. Connects at first use, so it can be made while PostgreSQL is away; every call then throws UnavailableError.
 * The schema must be there: see `migrate`.
 */
export const createLedger = async (options: LedgerOptions): Promise<Ledger> => {
  const orm = await openDatabase(options);
  const books = new PriceBooks();
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    closing ??= orm.close();
    await closing;
  };
  return {
    usage: createUsageLedger(orm, books),
    exports: createExportDirectory(orm),
    exportQueue: createExportQueue(orm),
    exportSource: createExportSource(orm),
    queries: createUsageQueries(orm, { books, seal: new CursorSeal(options.cursorSecret) }),
    costs: createCostQueries(orm, books),
    prices: createPriceLedger(orm, books),
    quotas: createQuotaLedger(orm, books),
    collectDirectory: createCollectDirectory(orm),
    adminDirectory: createAdminDirectory(orm),
    memberDirectory: createMemberDirectory(orm),
    sessionDirectory: createSessionDirectory(orm),
    keyUse: createKeyUseDirectory(orm),
    deadLetters: createDeadLetters(orm, books),
    letterBox: createLetterBox(orm),
    aggregates: createAggregates(orm),
    counterChecks: createCounterChecks(orm),
    unmirroredCells: createUnmirroredCells(orm),
    health: createLedgerHealth(orm),
    alerts: createAlertLedger(orm),
    reconcile: createReconcileStore(orm),
    jobRuns: createJobRuns(orm),
    audit: createAuditLog(orm),
    retention: createRetentionLedger(orm),
    userErasure: createUserErasure(orm),
    checkInvariants: async (invariants) => checkInvariants(orm, invariants),
    ensurePartitions: async (now, since) => ensurePartitions(autocommit(orm), now, since),
    countKnown: async (accessKeyId, eventIds) => countKnown(autocommit(orm), accessKeyId, eventIds),
    assertSchemaFits: async () => assertSchemaFits(autocommit(orm)),
    ping: async () => ping(orm),
    close,
    [Symbol.asyncDispose]: close,
  };
};
