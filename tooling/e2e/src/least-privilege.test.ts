import { createLedger } from "@tokenledger/ledger";
import { redisAnswer, sqlAnswer } from "@tokenledger/services/testing";
import { makeCollectedRecord, makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const roles = ["tokenledger_ingest", "tokenledger_server", "tokenledger_scheduler"] as const;
type ProcessRole = (typeof roles)[number];
const users = ["server", "flusher", "scheduler"] as const;
type ProcessUser = (typeof users)[number];

/** SQLSTATE of what a role may not do. */
const DENIED = "42501";

const told = async (role: ProcessRole, sql: string): Promise<string> =>
  sqlAnswer(system.database.urlAs(role), sql);
const answered = async (user: ProcessUser, command: string): Promise<string> =>
  redisAnswer(system.redis.urlAs(user), command.split(" "));

const QUOTA = {
  name: "all",
  scope: "all",
  scopeValue: null,
  unit: "tokens",
  window: "day",
  isRolling: false,
  timeZone: "UTC",
  limitAmount: 1_000_000n,
  isHard: true,
  failMode: "open",
  isEnabled: true,
} as const;

test("under its role and user each process does its whole work: collect, quotas, questions, changes, jobs", async () => {
  const { admin, scheduler } = system;
  await admin.quotas.create.mutate({ ...QUOTA, thresholds: [80] });
  const key = await system.createKey("whole path");
  const usage = { input_tokens: 7, output_tokens: 3 };
  const records = Array.from({ length: 20 }, () =>
    makeRecord({ eventId: makeEventId(), user: "u_1", usage }),
  );
  const answers = await collectBatch(system.url, key.token, records);
  expect(answers.map(({ status }) => status)).toEqual(records.map(() => "accepted"));
  await system.drained();
  const sums = { requests: 20n, inputTokens: 140n };
  expect(await admin.admin.systemOverview.query(THIS_YEAR)).toMatchObject(sums);
  await scheduler.start();
  expect(scheduler.output()).toContain('"job":"counters"');
  expect(scheduler.output()).not.toContain("job failed");
});

test("what the server commits by itself while Redis is away, it may commit", async () => {
  const url = system.database.urlAs("tokenledger_server");
  await using ledger = await createLedger({ url });
  const record = makeCollectedRecord();
  expect(await ledger.usage.commit([record])).toMatchObject({ claimedCount: 1 });
  expect(await ledger.usage.commit([{ ...record, payloadHash: "e".repeat(32) }])).toMatchObject({
    deadLetterCount: 1,
  });
});

test.each([
  ["tokenledger_ingest", "DELETE FROM access_key_usage"],
  ["tokenledger_ingest", "TRUNCATE access_key_usage"],
  ["tokenledger_ingest", "UPDATE access_key_usage SET input_tokens = 0"],
  ["tokenledger_ingest", "UPDATE user_usage SET cost_pico_usd = 0"],
  ["tokenledger_ingest", "DELETE FROM usage_statistics"],
  ["tokenledger_ingest", "SELECT secret_hash FROM access_key"],
  ["tokenledger_ingest", "SELECT password_hash FROM member"],
  ["tokenledger_ingest", "SELECT drop_usage_month(now(), now())"],
  ["tokenledger_ingest", "SELECT append_audit_entry(1, '', '', '', '', '', '', '')"],
  ["tokenledger_server", "DELETE FROM access_key_usage"],
  ["tokenledger_server", "UPDATE access_key_usage SET input_tokens = 0"],
  ["tokenledger_server", "UPDATE user_usage SET user_id = 1"],
  ["tokenledger_server", "DELETE FROM usage_statistics"],
  ["tokenledger_server", "DELETE FROM access_key"],
  ["tokenledger_server", "TRUNCATE usage_dead_letter"],
  ["tokenledger_server", "INSERT INTO ledger_migration (name) VALUES ('9999-newer')"],
  ["tokenledger_scheduler", "DELETE FROM access_key_usage"],
  ["tokenledger_scheduler", "UPDATE access_key_usage SET output_tokens = 0"],
  ["tokenledger_scheduler", "SELECT secret_hash FROM access_key"],
  ["tokenledger_scheduler", "SELECT password_hash FROM member"],
  ["tokenledger_scheduler", "SELECT token_hash FROM member_session"],
  ["tokenledger_scheduler", "DROP TABLE access_key_usage_default"],
] as const)("%s is refused: %s", async (role, sql) => {
  expect(await told(role, sql)).toBe(DENIED);
});

test.each(roles)("nobody rewrites what people did: not %s", async (role) => {
  for (const sql of [
    "UPDATE audit_entry SET action = 'nothing'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "UPDATE audit_head SET seq = 0",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "DROP FUNCTION refuse_audit_change() CASCADE",
    "CREATE TABLE mine (id bigint)",
  ]) {
    expect([sql, await told(role, sql)]).toEqual([sql, DENIED]);
  }
});

test("a table of the caller's own is not taken for the ledger's by a function that runs as its owner", async () => {
  const spoil = `
    CREATE TEMPORARY TABLE audit_head (id boolean, seq bigint, hash text);
    INSERT INTO audit_head VALUES (true, 41, repeat('f', 64));
    DO $$ BEGIN
      IF append_audit_entry(NULL, 'x', 'owner', NULL, NULL, 'x', 'done', '{}') = 42 THEN RAISE EXCEPTION 'fooled'; END IF;
    END $$`;
  expect(await told("tokenledger_server", spoil)).toBe("done");
});

test.each(users)(
  "the Redis user %s can neither empty, search nor set up Redis, nor leave its keys",
  async (user) => {
    for (const command of [
      "FLUSHALL",
      "FLUSHDB",
      "KEYS *",
      "CONFIG SET appendonly no",
      "SCRIPT FLUSH",
      "SHUTDOWN",
      "SLOWLOG GET",
      "ACL LIST",
      "MONITOR",
      "CLIENT KILL TYPE normal",
      "SET elsewhere 1",
      "XTRIM tl:{s0}:in MAXLEN 0",
    ]) {
      expect([command, await answered(user, command)]).toEqual([command, "NOPERM"]);
    }
  },
);

test.each([
  ["server", "XACK tl:{s0}:in flush 1-1"],
  ["server", "XDEL tl:{s0}:in 1-1"],
  ["server", "XREADGROUP GROUP flush me STREAMS tl:{s0}:in >"],
  ["server", "SCAN 0"],
  ["flusher", "XADD tl:{s0}:in * a b"],
  ["flusher", "CONFIG GET *"],
  ["scheduler", "XADD tl:{s0}:in * a b"],
  ["scheduler", "XDEL tl:{s0}:in 1-1"],
] as const)("the Redis user %s is refused what another does: %s", async (user, command) => {
  expect(await answered(user, command)).toBe("NOPERM");
});
