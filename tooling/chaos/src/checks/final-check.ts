import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import type { ChaosSystem } from "../system/chaos-system.ts";
import { checkCounters } from "./check-counters.ts";
import { checkRecords, type RecordFindings } from "./check-records.ts";
import { LedgerReader, type Cell } from "./ledger-reader.ts";
import { pendingEntries } from "./pending-entries.ts";
import { readTruth } from "./read-truth.ts";
import type { Witness } from "./witness.ts";

const POLL_MS = 200;

/** What was found when everything had come to rest. Everything but the counts must be empty. */
export interface FinalFindings extends RecordFindings {
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

const deadlocksIn = (logFile: string): readonly string[] =>
  readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => line.includes("deadlock detected"));

/** The witness keeps no ids: only the number of its records can be compared. */
const missingFrom = (name: string, sent: number, counted: number): readonly string[] =>
  counted === sent ? [] : [`${name}: ${counted} of ${sent} counted`];

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
const drain = async (
  buffer: RedisBuffer,
  system: ChaosSystem,
  waitMsMax: number,
): Promise<readonly string[]> => {
  const deadlineMs = performance.now() + waitMsMax;
  for (;;) {
    const { byteCount, entryCount, recordCount } = await buffer.backlog();
    const pending = await pendingEntries(system.stores.redisUrl);
    if (byteCount === 0 && entryCount === 0 && recordCount === 0 && pending === 0) return [];
    if (performance.now() > deadlineMs) {
      return [
        `${entryCount} entries, ${recordCount} records, ${byteCount} bytes, ${pending} pending`,
      ];
    }
    await delay(POLL_MS);
  }
};

/** Compares counters and cells until they agree, up to a time: what went past Redis is mirrored a little later. */
const settledDrift = async (
  buffer: RedisBuffer,
  reader: LedgerReader,
  waitMsMax: number,
): Promise<{ readonly drift: readonly string[]; readonly cells: readonly Cell[] }> => {
  const deadlineMs = performance.now() + waitMsMax;
  for (;;) {
    const cells = await reader.cells();
    const drift = await checkCounters(buffer, cells);
    if (drift.length === 0 || performance.now() > deadlineMs) return { cells, drift };
    await delay(POLL_MS);
  }
};

export interface FinalWaits {
  /** How long entries may take to be flushed. */
  readonly drainMsMax: number;
  /** How long counters may take after that to equal the tables. */
  readonly mirrorMsMax: number;
}

/** Waits for rest, then checks everything: records one by one, the tables against each other, every counter against its cell. */
export const finalCheck = async (
  system: ChaosSystem,
  witness: Witness,
  waits: FinalWaits,
): Promise<FinalFindings> => {
  await using buffer = createBuffer({
    url: system.stores.redisUrl,
    shards: system.shards,
    commandTimeoutMs: 10_000,
  });
  await buffer.verify();
  await using reader = await LedgerReader.open(system.stores.databaseUrl);
  const stuck = await drain(buffer, system, waits.drainMsMax);
  const { cells, drift } = await settledDrift(buffer, reader, waits.mirrorMsMax);
  const files = system.producers.truthFiles();
  const keyIds = [...new Set(files.map(({ accessKeyId }) => accessKeyId))];
  const rows = await reader.records(keyIds);
  const records = checkRecords(readTruth(files), rows, await reader.deadLetters());
  const differences = await system.ledger.checkInvariants();
  const witnessed = await reader.records([system.witnessKey.id]);
  return {
    ...records,
    lost: [...records.lost, ...missingFrom("witness", witness.ackedCount, witnessed.length)],
    double: [...records.double, ...countedAgain(cells, rows.length + witnessed.length)],
    drift,
    stuck,
    cellCount: cells.length,
    broken: differences.map(
      ({ actual, expected, invariant, subject }) =>
        `${invariant} ${subject}: rows say ${expected}, cell says ${actual}`,
    ),
    deadlocks: deadlocksIn(system.stores.postgresLog),
  };
};
