import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@tokenledger/services";
import { createTestDatabase } from "@tokenledger/services/testing";
import { mintEventId } from "@tokenledger/usage";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { withAdmin } from "./admin/with-admin.ts";
import { startSystem, type RunningSystem } from "./start/start.ts";
import { followTail, tailLine } from "./usage/follow-tail.ts";
import { printed } from "./testing/printed.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-commands-"));
const dataDir = join(folder, "data");
const DAY_MS = 86_400_000;
const SEEDED = 80;
const dayAgo = (days: number): string =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
let system: RunningSystem;

beforeAll(async () => {
  const port = await freePort();
  // Looked for every second, so that nobody waits here.
  vi.stubEnv("AGGREGATES_CRON", "* * * * * *");
  system = await startSystem(
    { PORT: port, HOST: "127.0.0.1", TOKENLEDGER_DATA_DIR: dataDir },
    () => undefined,
  );
  vi.stubEnv("PORT", String(port));
  vi.stubEnv("TOKENLEDGER_DATA_DIR", dataDir);
  vi.stubEnv("XDG_STATE_HOME", folder);
  vi.stubEnv("TOKENLEDGER_ADMIN_PASSWORD", system.setup?.password ?? "");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends one call with the first key. */
const collect = async (eventId: string, inputTokens: number): Promise<void> => {
  const body = { eventId, model: "claude-haiku-4-5", usage: { input_tokens: inputTokens } };
  await fetch(`${system.url}/trpc/ingest/usage.collect`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${system.setup?.accessKey ?? ""}`,
    },
    body: JSON.stringify(body),
  });
};

test("an installation that runs has nothing that fails, by its own stores", async () => {
  const { text, exitCode } = await printed("doctor");
  expect(text).toMatch(/PostgreSQL +version 18[\s\S]*Redis +version[\s\S]*0 fail/);
  expect(exitCode).toBe(0);
});

test("its settings are right for every role, and a wrong one is told for each that reads it", async () => {
  const right = "serve: right\nflush: right\nschedule: right\n";
  expect(await printed("config", "check")).toMatchObject({ text: right, exitCode: 0 });
  vi.stubEnv("LOG_LEVEL", "loud");
  const wrong = await printed("config", "check");
  vi.stubEnv("LOG_LEVEL", "info");
  expect(wrong).toMatchObject({ exitCode: 1 });
  expect(wrong.text).toMatch(/serve: wrong\n {2}LOG_LEVEL: /);
  expect((await printed("config", "docs")).text).toContain("| `DATABASE_URL` |");
});

test("its schema is up to date; of one that is not, every migration to run is told", async () => {
  expect(await printed("db", "status")).toMatchObject({ text: "up to date\n", exitCode: 0 });
  const bare = await createTestDatabase();
  vi.stubEnv("DATABASE_URL", bare.ownerUrl);
  const pending = await printed("db", "status");
  const migrated = await printed("db", "migrate");
  const again = await printed("db", "migrate");
  vi.stubEnv("DATABASE_URL", "");
  await bare.close();
  expect(pending).toMatchObject({ exitCode: 1 });
  expect(pending.text).toMatch(/^to run +0001-initial-ledger/);
  expect(migrated.text).toMatch(/^0001-initial-ledger\n/);
  expect(again.text).toBe("nothing to do\n");
});

test("made-up calls are sent, and into a ledger in use only when told so", async () => {
  const first = await printed("seed", "--days", "2", "--json");
  expect(first.json).toEqual({ days: 2, accepted: SEEDED, duplicate: 0, rejected: 0 });
  const usage = ["usage", "daily", "--from", dayAgo(4), "--to", dayAgo(0)];
  await expect
    .poll(async () => (await printed(...usage, "--json")).text)
    .toMatch(new RegExp(`"totals":\\[\\{[^}]*"requests":"${SEEDED}"`));
  const refused = await printed("seed");
  expect(refused.exitCode).toBe(2);
  expect(refused.said).toContain("--yes");
});

test("sums are split and told by day and month, in the days of any zone", async () => {
  const range = ["--from", dayAgo(4), "--to", dayAgo(0)];
  const byUser = await printed("usage", "daily", "--by", "user", ...range);
  expect(byUser.text).toMatch(/^day +user +requests +input[\s\S]*grace[\s\S]*\$/);
  const byKey = await printed("usage", "monthly", "--by", "key", "--zone", "Asia/Shanghai");
  expect(byKey.text).toMatch(/^month +key[\s\S]*Demo data/);
  const none = await printed("usage", "daily", "--from", "2020-01-01", "--to", "2020-01-02");
  expect(none.text).toBe("No usage in this range.\n");
});

test.each([
  [["usage", "daily", "--zone", "Mars"], /--zone Mars/],
  [["usage", "daily", "--from", "noon"], /--from noon/],
  [["usage", "daily", "--from", "2026-02-30"], /--from 2026-02-30/],
  [["usage", "daily", "--from", "2026-02-02", "--to", "2026-02-01"], /--to 2026-02-01 is before/],
  [["usage", "daily", "--from", "2001-01-01"], /endDate/],
  [["usage", "daily", "--by", "moon"], /model, key, user, feature/],
  [["tail", "--count", "0"], /--count 0/],
  [["seed", "--days", "x"], /--days x/],
  [["keys", "rotate", "First key", "--overlap", "-1"], /--overlap -1/],
  [["keys", "rotate", "First key", "--overlap", "721"], /--overlap 721: not 0 to 720 hours/],
  [
    ["export", "records", "--out", "/nowhere/usage.csv"],
    /--out \/nowhere\/usage.csv: there is no folder/,
  ],
  [["export", "records", "--format", "parquet", "--gzip"], /--gzip: a Parquet file is compressed/],
  [["keys", "disable", "Nobody's"], /no key Nobody's/],
  [["users", "disable", "nobody"], /no user called nobody/],
  [["rebuild", "--apply"], /--reason/],
])("%j is refused by the name of what is wrong, with code 2", async (args, text) => {
  const { said, exitCode } = await printed(...args);
  expect(said).toMatch(text);
  expect(exitCode).toBe(2);
});

test("the newest records are shown, a line each", async () => {
  const { text } = await printed("tail", "--once", "--count", "5", "--user", "ada");
  expect(text).toMatch(
    /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Demo data {2}ada {2}claude-.* in {2}.* out {2}\$.*\n){1,5}$/,
  );
  const json = await printed("tail", "--once", "--count", "1", "--json");
  expect(json.json).toMatchObject({ accessKeyName: "Demo data" });
  const none = await printed("tail", "--once", "--model", "claude-none");
  expect(none).toMatchObject({ text: "", said: "No records of these.\n", exitCode: 0 });
});

test("a tail shows what is stored while it runs, and ends when it is told to", async () => {
  const lines: string[] = [];
  const stop = new AbortController();
  await withAdmin(undefined, async (admin) => {
    const tail = followTail(admin, {
      users: [],
      models: ["claude-haiku-4-5"],
      countMax: 1,
      signal: stop.signal,
      pauseMs: 20,
      write: (row) => lines.push(tailLine(row)),
      onCut: () => lines.push("cut"),
    });
    await expect.poll(() => lines.length).toBeGreaterThan(0);
    await collect(mintEventId(Date.now(), randomBytes(10)), 4_321);
    await expect.poll(() => lines.join("\n")).toContain("4,321 in  0 out");
    stop.abort();
    await tail;
  });
});

test("a record put aside is told, and stays aside while another holds its id", async () => {
  expect(await printed("replay")).toMatchObject({ text: "Nothing is put aside.\n", exitCode: 0 });
  const eventId = mintEventId(Date.now(), randomBytes(10));
  await collect(eventId, 1);
  await collect(eventId, 2);
  await expect
    .poll(async () => (await printed("replay", "--reason", "id_reuse_conflict")).exitCode)
    .toBe(1);
  const applied = await printed("replay", "--apply");
  expect(applied.text).toMatch(new RegExp(`${eventId} +id_reuse_conflict`));
  expect(applied.exitCode).toBe(1);
});

test("a key is listed, rotated with an overlap, disabled and taken back; its secret is shown once", async () => {
  expect((await printed("keys", "list")).text).toMatch(/First key .* collect +active/);
  const rotated = await printed("keys", "rotate", "First key", "--overlap", "1");
  expect(rotated.text).toMatch(/^First key: tl_live_.*\n.*the old one until/);
  expect((await printed("keys", "rotate", "First key")).text).toContain("Servers take it at once");
  expect((await printed("keys", "disable", "First key")).text).toBe("First key: disabled\n");
  expect((await printed("keys", "list", "--json")).text).not.toContain("tl_live_");
  expect((await printed("keys", "enable", "First key")).text).toBe("First key: active\n");
});

test("a user is made before their first call, found, refused and counted again", async () => {
  expect((await printed("users", "create", "lin", "--display-name", "Lin")).text).toBe(
    "lin: active\n",
  );
  expect((await printed("users", "list", "li")).text).toMatch(/lin +Lin +active/);
  expect((await printed("users", "disable", "lin")).text).toBe("lin: disabled\n");
  expect((await printed("users", "enable", "lin", "--json")).json).toMatchObject({
    disabledAt: null,
  });
});

test("an export is made, fetched whole and told", async () => {
  const out = join(folder, "records.jsonl");
  const range = ["--from", dayAgo(4), "--to", dayAgo(1)];
  const { json } = await printed(
    "export",
    "records",
    "--format",
    "jsonl",
    "--out",
    out,
    ...range,
    "--json",
  );
  expect(json).toMatchObject({ file: out, rowCount: String(SEEDED) });
  expect(readFileSync(out, "utf8").trim().split("\n")).toHaveLength(SEEDED);
  for (const subject of ["statistics", "trends"]) {
    const file = join(folder, `${subject}.csv`);
    expect((await printed("export", subject, "--out", file, ...range)).text).toMatch(
      /rows, .* bytes/,
    );
  }
});

test("sums are compared with their records, and written anew when told so", async () => {
  const dry = await printed("rebuild", "--from", dayAgo(3));
  expect(dry).toMatchObject({ exitCode: 0 });
  expect(dry.text).toMatch(/^The sums of 4 days are what/);
  const done = await printed(
    "rebuild",
    "--from",
    dayAgo(3),
    "--apply",
    "--reason",
    "a test",
    "--json",
  );
  expect(done.json).toMatchObject({ state: "done", isDryRun: false, differenceCount: 0 });
});

test.each([
  ["users create json-user --json", { name: "json-user" }],
  ["users list json-user --json", [{ name: "json-user" }]],
  ["users disable json-user --json", { name: "json-user" }],
  ["keys rotate First_key --json", { name: "First key", previousExpiresAt: null }],
  ["keys disable First_key --json", { name: "First key" }],
  ["keys enable First_key --json", { disabledAt: null }],
  ["keys create --name made --json", { name: "made" }],
  ["audit verify --json", { broken: null }],
  ["db status --json", { pending: [], unknown: [] }],
  ["replay --json", { isDryRun: true }],
  ["rebuild --json", { isDryRun: true, state: "done" }],
  ["usage monthly --by model --json", { timeZone: "UTC" }],
])("%s is one line for programs", async (words, expected) => {
  const { json } = await printed(...words.split(" ").map((word) => word.replace("_", " ")));
  expect(json).toMatchObject(expected);
});

test("what looks for faults tells programs a list", async () => {
  const { json } = await printed("doctor", "--json");
  expect(json).toContainEqual(expect.objectContaining({ subject: "Node.js", state: "ok" }));
  expect((await printed("config", "check", "--json")).json).toHaveLength(3);
  expect((await printed("keys", "create", "--name", "plain")).text).toMatch(/^plain: tl_live_/);
});

test("the audit log is whole", async () => {
  expect((await printed("audit", "verify")).text).toMatch(/^whole: \d+ entries\n$/);
});

test("a session is kept between commands, and ended when told so", async () => {
  const file = join(folder, "tokenledger", "sessions.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file, "utf8");
  await printed("keys", "list");
  expect(readFileSync(file, "utf8")).toBe(before);
  expect((await printed("logout")).said).toContain("logged out");
  expect((await printed("logout")).said).toContain("no session");
  // One that the server does not know any more is no hindrance.
  writeFileSync(file, before);
  expect((await printed("keys", "list")).exitCode).toBe(0);
  await printed("logout");
});

test("a wrong password is told with code 4, a missing one with 2, a server that is not there with 3", async () => {
  vi.stubEnv("TOKENLEDGER_ADMIN_PASSWORD", "wrong");
  expect((await printed("audit", "verify")).exitCode).toBe(4);
  vi.stubEnv("TOKENLEDGER_ADMIN_PASSWORD", "");
  expect((await printed("audit", "verify")).exitCode).toBe(2);
  vi.stubEnv("TOKENLEDGER_ADMIN_PASSWORD", system.setup?.password ?? "");
  const away = await printed("audit", "verify", "--url", `http://127.0.0.1:${await freePort()}`);
  expect(away.exitCode).toBe(3);
  expect((await printed("audit", "verify", "--url", "nowhere")).exitCode).toBe(2);
});
