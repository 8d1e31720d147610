import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { wholeUsage } from "@tokenledger/usage";
import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportConfig } from "./config.ts";
import { runImport } from "./run-import.ts";
import { openLedgerDoor, type LedgerDoor } from "./testing/ledger-door.ts";
import { jsonl, sourceFolder } from "./testing/source-folder.ts";
import { understood } from "./testing/understood.ts";

let store: TestLedger;
let door: LedgerDoor;
beforeAll(async () => {
  store = await createTestLedger();
  door = await openLedgerDoor(store.ledger);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await store.close();
});

const silent = { write: (): void => undefined };
const never = new AbortController().signal;
const configOf = (DATABASE_URL?: string): ImportConfig => ({
  PORT: 4300,
  HOST: "127.0.0.1",
  TOKENLEDGER_DATA_DIR: "/nowhere",
  TOKENLEDGER_URL: door.url,
  ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }),
});

const START_MS = Date.UTC(2025, 0, 15);
const HOUR_MS = 3_600_000;
const call = (index: number, change: object = {}): object => ({
  eventId: derivedEventId(START_MS + index * HOUR_MS, `call ${index}`),
  model: "claude-haiku-4-5",
  usage: { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 2 },
  ...change,
});

interface Told {
  readonly texts: string[];
  readonly rejects: string;
  run(
    more?: readonly string[],
    options?: { databaseUrl?: string; signal?: AbortSignal; onWrite?: () => void },
  ): ReturnType<typeof runImport>;
}

/** An import of a folder with one file of our records. */
const importOf = (rows: readonly unknown[], tail = ""): Told => {
  const folder = sourceFolder({ "usage.jsonl": `${jsonl(rows)}${tail}` });
  const rejects = join(sourceFolder({}), "rejects.jsonl");
  const texts: string[] = [];
  return {
    texts,
    rejects,
    run: async (more = [], { databaseUrl, signal = never, onWrite } = {}) =>
      runImport(await understood(["jsonl", folder, "--rejects", rejects, ...more]), {
        config: configOf(databaseUrl),
        nowMs: Date.now(),
        progress: {
          write: (text: string) => {
            texts.push(text);
            onWrite?.();
          },
        },
        signal,
      }),
  };
};

const requestsOf = async (accessKeyId: string): Promise<bigint> => {
  const range = { startDate: new Date(START_MS), endDate: new Date(START_MS + 400 * 86_400_000) };
  const overview = await store.ledger.queries.overview(wholeUsage, {
    ...range,
    accessKeyIds: [accessKeyId],
  });
  return overview.requests;
};

test("a dry run tells what would come, sends nothing, and knows what is there already", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const source = importOf([call(1), call(2), call(3, { model: "claude-unheard-of" })], "{}\n");
  const first = await source.run(["--dry-run", "--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });

  expect(first.report.survey).toMatchObject({
    records: 3,
    badLines: 1,
    known: 0,
    unpricedRecords: 1,
    from: new Date(START_MS + HOUR_MS),
    to: new Date(START_MS + 3 * HOUR_MS),
    models: [
      { model: "claude-haiku-4-5", records: 2, inputTokens: 20, outputTokens: 10 },
      { records: 1 },
    ],
  });
  expect(first.report.survey.costPicoUsd).toBeGreaterThan(0n);
  expect(first.text).toMatch(
    /3 records, 2025-01-15T01[\s\S]*1 unpriced[\s\S]*Not imported: 1 line,[\s\S]*usage.jsonl:4: eventId[\s\S]*Dry run: nothing was sent/,
  );
  expect(await requestsOf(key.id)).toBe(0n);

  await source.run(["--key", key.token], { databaseUrl: store.urlAs("tokenledger_server") });
  const again = await source.run(["--dry-run", "--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });
  expect(again.report.survey.known).toBe(3);
});

test("old months get their partitions first, and a second import changes nothing", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const rows = Array.from({ length: 1201 }, (_, index) => call(index));
  const source = importOf(rows);
  const first = await source.run(["--key", key.token, "--json"], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });

  expect(first.report.sent).toEqual({ accepted: 1201, duplicate: 0, rejected: 0, stopped: false });
  expect(first.report.partitions).toMatchObject({ blocked: [], defaultRowCount: 0 });
  expect(JSON.parse(first.text)).toMatchObject({
    survey: { records: 1201 },
    sent: { accepted: 1201 },
  });
  expect(source.texts.at(-1)).toContain("1,201 of 1,201 records sent");
  expect(Math.max(...door.callSizes)).toBeLessThanOrEqual(500);

  const second = await source.run(["--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });
  expect(second.report.sent).toMatchObject({ accepted: 0, duplicate: 1201 });
  expect(await requestsOf(key.id)).toBe(1201n);
  expect(await store.ledger.checkInvariants()).toEqual([]);
});

test("an import that is stopped is finished by the same command, and by then nothing is counted twice", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const source = importOf(Array.from({ length: 2500 }, (_, index) => call(index)));
  const stop = new AbortController();
  const cut = await source.run(["--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
    signal: stop.signal,
    onWrite: () => stop.abort(),
  });
  expect(cut.report.sent?.stopped).toBe(true);
  expect(cut.text).toContain("the same command finishes it");
  const done = await source.run(["--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });

  expect(Number(done.report.sent?.accepted) + Number(cut.report.sent?.accepted)).toBe(2500);
  expect(await requestsOf(key.id)).toBe(2500n);
});

test("bad lines and refused records are kept with file, line and reason; the good ones are all sent", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const ahead = call(0, { eventId: derivedEventId(Date.now() + 86_400_000, "ahead") });
  const source = importOf([call(1), { ...call(2), status: "odd" }, ahead], "half a li");
  const { report, text } = await source.run(["--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });

  expect(report.sent).toMatchObject({ accepted: 1, rejected: 1 });
  const kept = readFileSync(source.rejects, "utf8").trim().split("\n");
  expect(kept).toHaveLength(3);
  expect(kept[0]).toMatch(/"line":2,"reason":"status: .*odd/);
  expect(kept[1]).toMatch(/"line":4,"reason":"not a JSON object","text":"half a li"/);
  expect(kept[2]).toMatch(/"line":3,"reason":"eventId: its time is more than 5 minutes ahead"/);
  expect(text).toContain("Not imported: 3 lines");
});

test("without a bad line there is no rejects file", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const source = importOf([call(1)]);
  const { report } = await source.run(["--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });

  expect(report.rejectsPath).toBeNull();
  expect(existsSync(source.rejects)).toBe(false);
});

test("a server that is busy is asked again; a key that is wrong, or may not send what is old, is told at once", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const young = await door.createKey(["collect"]);
  const source = importOf([call(1)]);
  door.failures.push(503, 429);
  const { report } = await source.run(["--key", key.token], {
    databaseUrl: store.urlAs("tokenledger_server"),
  });

  expect(report.sent?.accepted).toBe(1);
  await expect(
    source.run(["--key", young.token], { databaseUrl: store.urlAs("tokenledger_server") }),
  ).rejects.toMatchObject({ code: "KEY_UNFIT" });
  await expect(
    source.run(["--key", "nonsense"], { databaseUrl: store.urlAs("tokenledger_server") }),
  ).rejects.toMatchObject({ code: "KEY_INVALID" });
  await expect(
    source.run([], { databaseUrl: store.urlAs("tokenledger_server") }),
  ).rejects.toMatchObject({
    code: "ARGUMENT_MISSING",
  });
  door.failures.push(400);
  await expect(
    source.run(["--key", key.token], { databaseUrl: store.urlAs("tokenledger_server") }),
  ).rejects.toMatchObject({
    code: "REFUSED",
  });
});

test("where the database is out of reach, old months are refused before anything is sent, or sent when told so", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const source = importOf([call(1)]);

  await expect(source.run(["--key", key.token])).rejects.toMatchObject({
    code: "PARTITIONS_UNREACHABLE",
  });
  expect(await requestsOf(key.id)).toBe(0n);
  const { report, text } = await source.run(["--key", key.token, "--without-partitions"]);
  expect(report).toMatchObject({
    sent: { accepted: 1 },
    partitions: null,
    survey: { known: null },
  });
  expect(text).toContain("cannot be said from here");
});

test("what is written wrongly is answered with how it is written", async () => {
  const surroundings = { config: configOf(), nowMs: Date.now(), progress: silent, signal: never };
  const run = async (...args: string[]) => runImport(await understood(args), surroundings);

  await expect(run("xml", "a")).rejects.toThrow(
    /'xml' is invalid for argument 'format'. Allowed choices are jsonl, csv/,
  );
  await expect(run("jsonl")).rejects.toThrow("PATH is missing");
  await expect(run("jsonl", "a", "--time", "noon")).rejects.toThrow("--time noon: not a time");
  const folder = sourceFolder({ "usage.jsonl": jsonl([call(1)]) });
  for (const [args, told] of [
    [["missing.jsonl", "--dry-run"], "missing.jsonl: there is no such file or folder"],
    [
      [folder, "--dry-run", "--rejects", "/nowhere/bad.jsonl"],
      "--rejects /nowhere/bad.jsonl: there is no folder /nowhere",
    ],
  ] as const) {
    await expect(run("jsonl", ...args)).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      message: told,
    });
  }
});

test("fields given for all records are those of records that say none", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const source = importOf([call(1), call(2, { user: "anna" })]);
  expect((await importOf([]).run(["--dry-run"])).text).toMatch(/^0 records\n/);
  expect((await importOf([call(1)]).run(["--dry-run"])).text).toMatch(
    /^1 record, .*\n.*: 1 record, /,
  );
  const { report } = await source.run(
    ["--key", key.token, "--user", "imported", "--feature", "past"],
    { databaseUrl: store.urlAs("tokenledger_server") },
  );
  const range = { startDate: new Date(START_MS), endDate: new Date(START_MS + 86_400_000) };
  const { rows } = await store.ledger.queries.details(wholeUsage, {
    ...range,
    accessKeyIds: [key.id],
    pageSize: 10,
  });

  expect(report.sent?.accepted).toBe(2);
  expect(rows).toMatchObject([
    { user: "anna", feature: "past" },
    { user: "imported", feature: "past" },
  ]);
});

test("a source that grew brings only what is new", async () => {
  const key = await door.createKey(["collect", "backfill"]);
  const folder = sourceFolder({ "a.jsonl": jsonl([call(1)]) });
  const surroundings = {
    config: configOf(store.urlAs("tokenledger_server")),
    nowMs: Date.now(),
    progress: silent,
    signal: never,
  };
  const run = async () =>
    runImport(await understood(["jsonl", folder, "--key", key.token]), surroundings);
  await run();
  writeFileSync(join(folder, "b.jsonl"), jsonl([call(1), call(2)]));

  expect((await run()).report.sent).toMatchObject({ accepted: 1, duplicate: 2 });
  expect(await requestsOf(key.id)).toBe(2n);
});
