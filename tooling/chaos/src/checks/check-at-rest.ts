import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { RedisBuffer } from "@tokenledger/buffer";
import type { Ledger } from "@tokenledger/ledger";
import type { ChaosStores } from "../system/chaos-stores.ts";
import { checkCounters } from "./check-counters.ts";
import { checkRecords, type RecordFindings } from "./check-records.ts";
import { LedgerReader, type Cell } from "./ledger-reader.ts";
import { pendingEntries } from "./pending-entries.ts";
import type { Truth } from "./read-truth.ts";

const POLL_MS = 100;

/** What was found when everything had come to rest. Everything but the counts must be empty. */
export interface RestFindings extends RecordFindings {
  /** Counters that are not their cells. */
  readonly drift: readonly string[];
  /** What the ledger's own check of its tables found. */
  readonly broken: readonly string[];
  /** Entries that never went, or an account of the buffer that is not empty. */
  readonly stuck: readonly string[];
  /** Deadlocks that PostgreSQL wrote down. */
  readonly deadlocks: readonly string[];
  readonly cellCount: number;
}

export interface RestWaits {
  /** How long entries may take to be flushed. */
  readonly drainMsMax: number;
  /** How long counters may take after that to equal the tables. */
  readonly mirrorMsMax: number;
}

export interface RestOptions {
  readonly stores: Pick<ChaosStores, "databaseUrl" | "redisUrl" | "postgresLog">;
  readonly buffer: RedisBuffer;
  readonly ledger: Pick<Ledger, "checkInvariants">;
  /** What was recorded, and under which keys. */
  readonly truth: Truth;
  readonly keyIds: readonly string[];
  /** A sender that kept no ids: only the number of its records can be compared. */
  readonly uncounted?: { readonly keyId: string; readonly sentCount: number };
  readonly waits: RestWaits;
  /** From which byte of PostgreSQL's log deadlocks are looked for. Default: the first. */
  readonly logFrom?: number;
}

const deadlocksIn = ({ logFrom = 0, stores }: RestOptions): readonly string[] =>
  readFileSync(stores.postgresLog)
    .subarray(logFrom)
    .toString()
    .split("\n")
    .filter((line) => line.includes("deadlock detected"));

const missingFrom = (sent: number, counted: number): readonly string[] =>
  counted === sent ? [] : [`witness: ${counted} of ${sent} counted`];

/** Requests that the sums hold beyond the records there are. */
const countedAgain = (cells: readonly Cell[], recordCount: number): readonly string[] => {
  const requests = cells
    .filter(({ dimension_type: of, period_type: per }) => of === "access_key" && per === "month")
    .reduce((sum, cell) => sum + cell.requests, 0n);
  const count = Math.max(0, Number(requests) - recordCount);
  return Array.from(
    { length: count },
    () => `one of ${requests} requests of ${recordCount} records`,
  );
};

/** Waits until nothing waits, up to a time. @returns what is left then. */
const drain = async ({ buffer, stores, waits }: RestOptions): Promise<readonly string[]> => {
  const deadlineMs = performance.now() + waits.drainMsMax;
  for (;;) {
    const { byteCount, entryCount, recordCount } = await buffer.backlog();
    const pending = await pendingEntries(stores.redisUrl);
    if (byteCount === 0 && entryCount === 0 && recordCount === 0 && pending === 0) return [];
    if (performance.now() > deadlineMs) {
      return [
        `${entryCount} entries, ${recordCount} records, ${byteCount} bytes, ${pending} pending`,
      ];
    }
    await delay(POLL_MS);
  }
};

/** Compares counters and cells until they agree, up to a time: what went past Redis is handed over a little later. */
const settledDrift = async (
  { buffer, waits }: RestOptions,
  reader: LedgerReader,
): Promise<{ readonly drift: readonly string[]; readonly cells: readonly Cell[] }> => {
  const deadlineMs = performance.now() + waits.mirrorMsMax;
  for (;;) {
    const cells = await reader.cells();
    const drift = await checkCounters(buffer, cells);
    if (drift.length === 0 || performance.now() > deadlineMs) return { cells, drift };
    await delay(POLL_MS);
  }
};

/** Waits for rest, then checks everything: records one by one, the tables against each other, every counter against its cell. */
export const checkAtRest = async (options: RestOptions): Promise<RestFindings> => {
  const { keyIds, ledger, stores, truth, uncounted } = options;
  await using reader = await LedgerReader.open(stores.databaseUrl);
  const stuck = await drain(options);
  const { cells, drift } = await settledDrift(options, reader);
  const rows = await reader.records(keyIds);
  const records = checkRecords(truth, rows, await reader.deadLetters());
  const differences = await ledger.checkInvariants();
  const others = uncounted === undefined ? [] : await reader.records([uncounted.keyId]);
  return {
    ...records,
    lost: [...records.lost, ...missingFrom(uncounted?.sentCount ?? 0, others.length)],
    double: [...records.double, ...countedAgain(cells, rows.length + others.length)],
    drift,
    stuck,
    cellCount: cells.length,
    broken: differences.map(
      ({ actual, expected, invariant, subject }) =>
        `${invariant} ${subject}: rows say ${expected}, cell says ${actual}`,
    ),
    deadlocks: deadlocksIn(options),
  };
};
