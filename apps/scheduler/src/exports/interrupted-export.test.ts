import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ExportWorker, FolderFiles } from "@tokenledger/exports";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { wholeUsage, type CollectedRecord } from "@tokenledger/usage";
import type {
  ClaimedExport,
  ExportFormat,
  ExportJob,
  ExportSource,
} from "@tokenledger/usage/exports";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const START_MS = Date.UTC(2026, 9, 31, 22);
const RANGE = { startDate: new Date(START_MS), endDate: new Date(START_MS + 3_600_000) };
const RECORDS = 60;

let store: TestLedger;
let folder: string;
let files: FolderFiles;

const recordAt = (occurTimeMs: number): CollectedRecord =>
  makeCollectedRecord({
    lines: [makeLine({ model: "claude-haiku-4-5" })],
    eventId: makeEventId(occurTimeMs),
    occurTimeMs,
  });

const ask = async (format: ExportFormat, isGzipped = false): Promise<ExportJob> =>
  store.ledger.exports.create(
    {
      memberId: "1",
      memberLogin: "ada",
      scope: wholeUsage,
      request: {
        subject: { kind: "records", filter: RANGE },
        format,
        isGzipped,
        hasBom: false,
        columns: ["eventId", "inputTokens"],
        masking: "masked",
      },
      fileName: "usage",
      completeUntil: null,
    },
    100,
  );

/** A source that fails, or whatever else is done there, before the page of this number is read. */
const beforePage = (number: number, act: () => Promise<void>): ExportSource => ({
  withSnapshot: async (scope, work) =>
    store.ledger.exportSource.withSnapshot(scope, async (snapshot) => {
      let count = 0;
      return work({
        ...snapshot,
        page: async (...parameters) => {
          count += 1;
          if (count === number) await act();
          return snapshot.page(...parameters);
        },
      });
    }),
});

const workerOf = (source: ExportSource = store.ledger.exportSource): ExportWorker =>
  new ExportWorker({
    queue: store.ledger.exportQueue,
    source,
    queries: store.ledger.queries,
    files,
    settings: { pageRecords: 10, checkpointRows: 10 },
  });

/** A worker that is gone from this page on, as a killed process is: it says nothing more, and its lease ends. */
const dieAt = async (page: number): Promise<ClaimedExport> => {
  const { exportQueue } = store.ledger;
  const queue = { ...exportQueue };
  const claims: ClaimedExport[] = [];
  // Its leases take no time, so that nobody waits here for their end.
  queue.claim = async (_leaseMs, ...limits) => {
    const claimed = await exportQueue.claim(0, ...limits);
    if (claimed !== null) claims.push(claimed);
    return claimed;
  };
  queue.renew = async (claim, _leaseMs, progress) => exportQueue.renew(claim, 0, progress);
  queue.end = async () => Promise.resolve(false);
  const source = beforePage(page, async () => Promise.reject(new Error("killed")));
  const settings = { pageRecords: 10, checkpointRows: 10 };
  const { queries } = store.ledger;
  await new ExportWorker({ queue, source, queries, files, settings }).runNext();
  const [dead] = claims;
  if (dead === undefined) throw new Error("It claimed nothing");
  return dead;
};

const idsOf = async (job: ExportJob, isGzipped = false): Promise<readonly string[]> => {
  const { storedName } = await store.ledger.exports.get(job.id);
  const bytes = await readFile(join(folder, job.id, storedName ?? "none"));
  const text = (isGzipped ? gunzipSync(bytes) : bytes).toString("utf8").trimEnd();
  return text
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, 36));
};

beforeAll(async () => {
  store = await createTestLedger();
  const records = Array.from({ length: RECORDS }, (_, index) => recordAt(START_MS + index * 1000));
  await store.ledger.usage.commit(records);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenledger-exports-"));
  files = new FolderFiles(folder);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

afterAll(async () => {
  await store.close();
});

test.for([1, 2, 4, 7] as const)(
  "killed before page %i, another one goes on: every record once, sums right",
  async (page) => {
    for (const isGzipped of [false, true]) {
      const job = await ask("csv", isGzipped);
      await dieAt(page);
      await workerOf().runNext();
      const done = await store.ledger.exports.get(job.id);
      expect(done).toMatchObject({ state: "done", attempt: 2, rowCount: done.totals?.rows });
      const ids = await idsOf(job, isGzipped);
      expect(ids).toHaveLength(Number(done.rowCount));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(RECORDS);
    }
  },
);

test("a resumed export goes on where it was, and reads nothing before that again", async () => {
  const job = await ask("csv");
  await dieAt(5);
  const after: (string | null)[] = [];
  const source: ExportSource = {
    withSnapshot: async (scope, work) =>
      store.ledger.exportSource.withSnapshot(scope, async (snapshot) =>
        work({
          ...snapshot,
          page: async (filter, position, count) => {
            after.push(position?.eventId ?? null);
            return snapshot.page(filter, position, count);
          },
        }),
      ),
  };
  await workerOf(source).runNext();
  const ids = await idsOf(job);
  expect(after[0]).toBe(ids[39]);
  expect((await store.ledger.exports.get(job.id)).state).toBe("done");
});

test("a record that came late, into what was written already, is in the file all the same", async () => {
  const job = await ask("csv");
  await dieAt(4);
  const late = recordAt(START_MS + 500);
  await store.ledger.usage.commit([late]);
  await workerOf().runNext();
  const ids = await idsOf(job);
  expect(ids.filter((id) => id === late.eventId)).toHaveLength(1);
  expect(new Set(ids).size).toBe(ids.length);
  const { requests } = await store.ledger.queries.overview(wholeUsage, RANGE);
  expect(BigInt(ids.length)).toBe(requests);
});

test("Parquet, which cannot be gone on with, begins afresh and is right", async () => {
  const job = await ask("parquet");
  await dieAt(4);
  await workerOf().runNext();
  const { requests } = await store.ledger.queries.overview(wholeUsage, RANGE);
  expect(await store.ledger.exports.get(job.id)).toMatchObject({
    state: "done",
    rowCount: requests,
  });
});

test("a worker that slept past its lease touches nothing of the one that took over", async () => {
  const job = await ask("csv");
  const asleep = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const source = beforePage(3, async () => {
    asleep.resolve();
    await woken.promise;
  });
  const queue = { ...store.ledger.exportQueue };
  // It gives no sign of life, and does not hear that it lost its job before its file is whole.
  queue.renew = async () => Promise.resolve("go_on" as const);
  const settings = { pageRecords: 10, checkpointRows: 10, leaseMs: 50 };
  const { queries } = store.ledger;
  const sleeper = new ExportWorker({ queue, source, queries, files, settings }).runNext();
  await asleep.promise;
  await expect.poll(async () => workerOf().runNext(), { timeout: 30_000 }).toBe(true);
  woken.resolve();
  await sleeper;
  const done = await store.ledger.exports.get(job.id);
  expect(done).toMatchObject({ state: "done", attempt: 2 });
  expect(await files.digest(job.id, done.storedName ?? "none")).toBe(done.sha256);
});

test("a worker that is closed gives its work back, and the next goes on", async () => {
  const job = await ask("csv");
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const source = beforePage(4, async () => {
    reached.resolve();
    await gate.promise;
  });
  const worker = workerOf(source);
  const running = worker.runNext();
  await reached.promise;
  const closed = worker.close();
  gate.resolve();
  await Promise.all([closed, running]);
  expect((await store.ledger.exports.get(job.id)).state).toBe("running");
  await workerOf().runNext();
  expect(await store.ledger.exports.get(job.id)).toMatchObject({ state: "done", attempt: 1 });
});

test("a worker that was started finds its work by itself", async () => {
  const worker = new ExportWorker({
    queue: store.ledger.exportQueue,
    source: store.ledger.exportSource,
    queries: store.ledger.queries,
    files,
    settings: { pollMs: 10 },
  });
  worker.start();
  const job = await ask("jsonl");
  await expect.poll(async () => (await store.ledger.exports.get(job.id)).state).toBe("done");
  await worker.close();
  await worker.close();
});
