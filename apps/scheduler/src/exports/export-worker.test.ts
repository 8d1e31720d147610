import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import {
  ExportWorker,
  FolderFiles,
  type ExportEvent,
  type ExportSettings,
} from "@tokenledger/exports";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { wholeUsage, type AccessScope, type CollectedRecord } from "@tokenledger/usage";
import type { ExportJob, ExportRequest } from "@tokenledger/usage/exports";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";

const START_MS = Date.UTC(2026, 9, 31, 22);
const HOUR_MS = 3_600_000;
const RANGE = { startDate: new Date(START_MS), endDate: new Date(START_MS + 4 * HOUR_MS) };

const Line = z.object({ eventId: z.string(), inputTokens: z.int(), occurTime: z.iso.datetime() });
const ParquetLine = z.object({ eventId: z.string(), inputTokens: z.bigint(), occurTime: z.date() });

let store: TestLedger;
let folder: string;
let files: FolderFiles;
let events: ExportEvent[];

const recordsAt = (count: number, user: string, fromMs = START_MS): readonly CollectedRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const occurTimeMs = fromMs + index * 1000;
    const lines = [makeLine({ model: "claude-haiku-4-5", inputTokens: index })] as const;
    return makeCollectedRecord({ user, lines, eventId: makeEventId(occurTimeMs), occurTimeMs });
  });

const requestOf = (change: Partial<ExportRequest> = {}): ExportRequest => ({
  subject: { kind: "records", filter: RANGE },
  format: "csv",
  isGzipped: false,
  hasBom: false,
  columns: null,
  masking: "none",
  ...change,
});

const ask = async (
  change: Partial<ExportRequest> = {},
  scope: AccessScope = wholeUsage,
): Promise<ExportJob> =>
  store.ledger.exports.create(
    {
      memberId: "1",
      memberLogin: "ada",
      scope,
      request: requestOf(change),
      fileName: "usage.csv",
      completeUntil: new Date(START_MS),
    },
    1000,
  );

const workerOf = (settings: Partial<ExportSettings> = {}): ExportWorker =>
  new ExportWorker({
    queue: store.ledger.exportQueue,
    source: store.ledger.exportSource,
    queries: store.ledger.queries,
    files,
    settings: { pageRecords: 7, checkpointRows: 10, ...settings },
    onEvent: (event) => events.push(event),
  });

const contentOf = async ({ id }: ExportJob): Promise<Buffer> => {
  const { storedName } = await store.ledger.exports.get(id);
  return readFile(join(folder, id, storedName ?? "none"));
};

const rowsOf = async (job: ExportJob): Promise<readonly Record<string, string>[]> =>
  parse<Record<string, string>>(await contentOf(job), { columns: true, bom: true });

const pico = (text = "0"): bigint => BigInt(text.replace(".", ""));

const run = async (
  change: Partial<ExportRequest> = {},
  scope: AccessScope = wholeUsage,
): Promise<ExportJob> => {
  const { id } = await ask(change, scope);
  await workerOf().runNext();
  return store.ledger.exports.get(id);
};

beforeAll(async () => {
  store = await createTestLedger();
  await store.ledger.usage.commit([...recordsAt(40, "anna"), ...recordsAt(13, "bo")]);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenledger-exports-"));
  files = new FolderFiles(folder);
  events = [];
});

afterEach(async () => {
  // What a test left unfinished is nobody else's.
  for (const job of await store.ledger.exports.list(null, null, 100)) {
    await store.ledger.exports.cancel(job.id);
  }
  await store.ledger.exportQueue.sweep(new Date("2100-01-01"), 0);
  await rm(folder, { recursive: true });
});

afterAll(async () => {
  await store.close();
});

test("every record is there once, oldest first, and file, manifest and job agree", async () => {
  const job = await run();
  expect(events.map(({ kind }) => kind)).toEqual(["begun", "done"]);
  expect(job).toMatchObject({ state: "done", rowCount: 53n, rowTotal: 53n, failure: null });
  const rows = await rowsOf(job);
  const ids = rows.map(({ eventId }) => eventId ?? "");
  expect(new Set(ids).size).toBe(53);
  expect(ids).toEqual(ids.toSorted());
  const content = await contentOf(job);
  expect(job.sha256).toBe(createHash("sha256").update(content).digest("hex"));
  expect(job.byteCount).toBe(BigInt(content.byteLength));
  const manifest: unknown = JSON.parse(
    await readFile(join(folder, job.id, `${job.storedName}.manifest.json`), "utf8"),
  );
  expect(manifest).toMatchObject({
    rowCount: "53",
    sha256: job.sha256,
    askedBy: "ada",
    completeUntil: new Date(START_MS).toISOString(),
    totals: { inputTokens: job.totals?.inputTokens.toString() },
    request: { format: "csv" },
  });
  expect((await readdir(join(folder, job.id))).length).toBe(2);
});

test("each format holds the same, in the columns asked for", async () => {
  const columns = ["eventId", "inputTokens", "occurTime", "costUsd", "tags"];
  const expected = (await rowsOf(await run({ columns }))).map((row) => row["eventId"]);
  expect(Object.keys((await rowsOf(await run({ columns })))[0] ?? {})).toEqual(columns);

  const lines = gunzipSync(
    await contentOf(await run({ format: "jsonl", isGzipped: true, columns })),
  )
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => Line.parse(JSON.parse(line)));
  expect(lines.map(({ eventId }) => eventId)).toEqual(expected);

  const bytes = await contentOf(await run({ format: "parquet", columns }));
  const file = new Uint8Array(bytes).buffer;
  const rows = z.array(ParquetLine).parse(await parquetReadObjects({ file }));
  expect(rows.map(({ eventId }) => eventId)).toEqual(expected);
});

test("FOCUS adds up hour by hour, and to the same cost", async () => {
  const job = await run({ format: "focus" });
  const rows = await rowsOf(job);
  expect(rows.reduce((sum, row) => sum + pico(row["BilledCost"]), 0n)).toBe(
    job.totals?.costPicoUsd,
  );
  expect(rows.reduce((sum, row) => sum + BigInt(row["x_Requests"] ?? 0), 0n)).toBe(53n);
  expect(rows[0]).toMatchObject({
    BillingCurrency: "USD",
    ChargeCategory: "Usage",
    BillingPeriodStart: "2026-10-01T00:00:00.000Z",
    ChargePeriodStart: "2026-10-31T22:00:00.000Z",
    ChargePeriodEnd: "2026-10-31T23:00:00.000Z",
    ServiceName: "Claude API",
  });
});

test("masked is nobody's name, and a scope shows nobody else's usage", async () => {
  const masked = await rowsOf(await run({ masking: "masked" }));
  expect(new Set(masked.map((row) => row["user"]))).toEqual(new Set(["***"]));
  const own = await rowsOf(await run({}, { kind: "user", users: ["bo"] }));
  expect(own.map((row) => row["user"])).toEqual(Array.from({ length: 13 }, () => "bo"));
  const none = await run({}, { kind: "user", users: [] });
  expect([none.state, none.rowCount]).toEqual(["done", 0n]);
});

test("a view is the page's own rows", async () => {
  const subject = {
    kind: "trends",
    groupBy: "user",
    aggregationPeriod: "hour",
    filter: RANGE,
  } as const;
  const rows = await rowsOf(await run({ subject, hasBom: true }));
  expect(new Map(rows.map(({ user, requests }) => [user, requests]))).toEqual(
    new Map([
      ["anna", "40"],
      ["bo", "13"],
    ]),
  );
  const masked = await rowsOf(await run({ subject, masking: "masked" }));
  expect(new Set(masked.map(({ user }) => user))).toEqual(new Set(["user 1", "user 2"]));
  const statistics = { ...subject, kind: "statistics", dimensionType: "access_key" } as const;
  expect(await rowsOf(await run({ subject: statistics }))).toMatchObject([{ requests: "53" }]);
});

test("cancelled while it waits it never begins; while it runs it stops, and its files are gone", async () => {
  const waiting = await ask();
  expect((await store.ledger.exports.cancel(waiting.id)).state).toBe("cancelled");
  expect(await workerOf().runNext()).toBe(false);

  const running = await ask();
  const { exportQueue } = store.ledger;
  const queue = { ...exportQueue };
  queue.renew = async (...parameters) => {
    await store.ledger.exports.cancel(running.id);
    return exportQueue.renew(...parameters);
  };
  const { exportSource: source, queries } = store.ledger;
  const settings = { pageRecords: 7, checkpointRows: 10 };
  await new ExportWorker({ queue, source, queries, files, settings }).runNext();
  expect((await store.ledger.exports.get(running.id)).state).toBe("cancelled");
  expect(await files.list()).toEqual([]);
  expect((await store.ledger.exports.cancel(running.id)).state).toBe("cancelled");
});

test("no more than so many run at once, over all workers", async () => {
  const { exportQueue: queue } = store.ledger;
  await Promise.all([ask(), ask(), ask()]);
  const claims = await Promise.all(
    Array.from({ length: 6 }, async () => queue.claim(60_000, 2, 5)),
  );
  const held = claims.filter((claim) => claim !== null);
  expect(new Set(held.map(({ job }) => job.id)).size).toBe(2);
  expect(held).toHaveLength(2);
  for (const claim of held) await queue.end(claim, null);
});

test("what is past its time is gone, and so is what is not wanted and what takes too much room", async () => {
  const old = await run();
  await workerOf().tidy(new Date(Date.now() + 6 * 86_400_000));
  expect((await store.ledger.exports.get(old.id)).state).toBe("done");
  await workerOf().tidy(new Date(Date.now() + 8 * 86_400_000));
  expect((await store.ledger.exports.get(old.id)).state).toBe("expired");
  const first = await run();
  const second = await run();
  const sizes = await files.list();
  const byteCount = sizes.reduce((sum, entry) => sum + entry.byteCount, 0);
  await workerOf({ allBytesMax: byteCount }).tidy(new Date());
  expect((await readdir(folder)).toSorted()).toEqual([first.id, second.id].toSorted());
  await workerOf({ allBytesMax: byteCount - 1 }).tidy(new Date());
  expect(await readdir(folder)).toEqual([second.id]);
});

test("a file that grows too large ends as failed, and it is told why", async () => {
  const { id } = await ask();
  await workerOf({ fileBytesMax: 100 }).runNext();
  const { state, failure } = await store.ledger.exports.get(id);
  expect([state, failure]).toEqual(["failed", "too_large"]);
});

test("a worker that ends in order takes no attempt away, however often", async () => {
  const { id } = await ask();
  const { exportQueue: queue } = store.ledger;
  for (let begun = 0; begun < 3; begun += 1) {
    const claim = await queue.claim(60_000, 2, 1);
    expect(claim?.job).toMatchObject({ id, attempt: 1 });
    if (claim !== null) await queue.release(claim);
  }
  expect(await workerOf().runNext()).toBe(true);
  expect((await store.ledger.exports.get(id)).state).toBe("done");
});

test("what ends its workers is begun again, and left alone after so many of them", async () => {
  const { id } = await ask();
  const { exportQueue: queue } = store.ledger;
  // A lease of no time: its worker dies at once, and has dealt with nothing.
  const begin = async () => queue.claim(0, 2, 2);
  expect([(await begin())?.job.id, (await begin())?.job.id, await begin()]).toEqual([id, id, null]);
  await workerOf({ attemptsMax: 2 }).tidy(new Date());
  expect(await store.ledger.exports.get(id)).toMatchObject({
    state: "failed",
    failure: "begun_too_often",
    attempt: 2,
  });
});
