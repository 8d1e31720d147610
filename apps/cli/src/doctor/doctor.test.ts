import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { createTestDatabase, startOwnRedis, type OwnRedis } from "@tokenledger/services/testing";
import { Redis } from "ioredis";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRoleSettings } from "../settings/role-settings.ts";
import type { Surroundings } from "../settings/surroundings.ts";
import { deadUrl, withPassword, withPath } from "../testing/odd-urls.ts";
import { examine, type Examiner } from "./examine.ts";
import type { Finding } from "./finding.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-doctor-"));
const PEPPER = "9f4c1b7e2d8a6053c4e1f7b2a9d8065e";

let store: TestLedger;
let bare: Awaited<ReturnType<typeof createTestDatabase>>;
let redis: OwnRedis;
let sound: Surroundings;
/** As the server has it. */
let databaseUrl: string;

beforeAll(async () => {
  [store, bare, redis] = await Promise.all([
    createTestLedger(),
    createTestDatabase(),
    startOwnRedis(),
  ]);
  databaseUrl = store.urlAs("tokenledger_server");
  const redisUrl = redis.urlAs("server");
  sound = {
    env: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, TOKENLEDGER_KEY_PEPPER: PEPPER },
    dataDir,
    databaseUrl,
    redisUrl,
    pepper: PEPPER,
    isOwn: false,
  };
});
afterAll(async () => {
  await Promise.all([store.close(), bare.close(), redis.close()]);
  rmSync(dataDir, { recursive: true });
});

/** Three processes each time: left to the cases that are about settings. */
const noSettings: Examiner["readSettings"] = async () => Promise.resolve([]);
const examiner: Examiner = {
  nodeVersion: "24.21.0",
  clock: Date.now,
  freeBytesMin: 1,
  readSettings: noSettings,
};

const inDatabase = async (sql: string): Promise<void> => {
  // Also where the database is set to read only.
  const options = "-c default_transaction_read_only=off";
  const client = new Client({ connectionString: store.ownerUrl, options });
  await client.connect();
  await client.query(sql);
  await client.end();
};

/** Sets what is true of every later session of the database. */
const ofDatabase = async (setting: string): Promise<void> =>
  inDatabase(`ALTER DATABASE ${new URL(store.ownerUrl).pathname.slice(1)} ${setting}`);

const configure = async (name: string, value: string): Promise<void> => {
  const client = new Redis(redis.adminUrl);
  await client.config("SET", name, value);
  client.disconnect();
};

const toRedis = (signal: NodeJS.Signals): void => {
  process.kill(Number(readFileSync(join(redis.dataDir, "redis.pid"), "utf8")), signal);
};

const nextMonth = (): string => {
  const now = new Date();
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
  return `access_key_usage_${next.getUTCFullYear()}_${String(next.getUTCMonth() + 1).padStart(2, "0")}`;
};

const given = async (surroundings: Partial<Surroundings>) => Promise.resolve({ surroundings });

interface Case {
  readonly name: string;
  /** Breaks a real part, and says what the examination is then given. */
  readonly breaks: () => Promise<void | {
    readonly surroundings?: Partial<Surroundings>;
    readonly by?: Partial<Examiner>;
  }>;
  readonly mends?: () => Promise<unknown>;
  readonly says: Pick<Finding, "subject" | "state"> & { text: RegExp; advice: RegExp };
}

const cases: readonly Case[] = [
  {
    name: "a setting that no role takes",
    breaks: async () =>
      Promise.resolve({
        surroundings: { env: { ...sound.env, LOG_LEVEL: "loud" } },
        by: { readSettings: readRoleSettings },
      }),
    says: {
      subject: "settings",
      state: "fails",
      text: /^LOG_LEVEL: .*schedule/,
      advice: /environment\.md/,
    },
  },
  {
    name: "a setting that is missing",
    breaks: async () =>
      Promise.resolve({
        surroundings: {
          env: { DATABASE_URL: databaseUrl, TOKENLEDGER_KEY_PEPPER: PEPPER },
        },
        by: { readSettings: readRoleSettings },
      }),
    says: {
      subject: "settings",
      state: "fails",
      text: /^REDIS_URL: .*serve.*flush/,
      advice: /environment\.md/,
    },
  },
  {
    name: "no PostgreSQL named",
    breaks: async () => given({ databaseUrl: undefined }),
    says: { subject: "PostgreSQL", state: "fails", text: /DATABASE_URL/, advice: /npm start/ },
  },
  {
    name: "a PostgreSQL that is not there",
    breaks: async () => ({ surroundings: { databaseUrl: await deadUrl("postgresql", PEPPER) } }),
    says: {
      subject: "PostgreSQL",
      state: "fails",
      text: /user:…@.*\(ECONNREFUSED\)/,
      advice: /start PostgreSQL/,
    },
  },
  {
    name: "a wrong password of PostgreSQL",
    breaks: async () => given({ databaseUrl: withPassword(databaseUrl, "no") }),
    says: { subject: "PostgreSQL", state: "fails", text: /28P01/, advice: /password is wrong/ },
  },
  {
    name: "a database that was not made",
    breaks: async () => given({ databaseUrl: withPath(databaseUrl, "/nowhere") }),
    says: { subject: "PostgreSQL", state: "fails", text: /3D000/, advice: /createdb/ },
  },
  {
    name: "a database that takes no writes",
    breaks: async () => ofDatabase("SET default_transaction_read_only = on"),
    mends: async () => ofDatabase("RESET default_transaction_read_only"),
    says: { subject: "PostgreSQL", state: "fails", text: /no writes/, advice: /primary/ },
  },
  {
    name: "a database whose commits are not synced",
    breaks: async () => ofDatabase("SET synchronous_commit = off"),
    mends: async () => ofDatabase("RESET synchronous_commit"),
    says: {
      subject: "PostgreSQL",
      state: "fails",
      text: /loss of power/,
      advice: /synchronous_commit = on/,
    },
  },
  {
    name: "a database in a time zone",
    breaks: async () => ofDatabase("SET timezone = 'Asia/Shanghai'"),
    mends: async () => ofDatabase("RESET timezone"),
    says: {
      subject: "PostgreSQL",
      state: "warning",
      text: /Asia\/Shanghai/,
      advice: /SET timezone TO 'UTC'/,
    },
  },
  {
    name: "a database that was not migrated",
    breaks: async () =>
      Promise.resolve({ surroundings: { databaseUrl: bare.urlAs("tokenledger_server") } }),
    says: {
      subject: "migrations",
      state: "fails",
      text: /0001-initial-ledger/,
      advice: /db migrate/,
    },
  },
  {
    name: "a database of a newer version",
    breaks: async () => inDatabase("INSERT INTO ledger_migration (name) VALUES ('9999-future')"),
    mends: async () => inDatabase("DELETE FROM ledger_migration WHERE name = '9999-future'"),
    says: { subject: "migrations", state: "fails", text: /9999-future/, advice: /later one/ },
  },
  {
    name: "a month without its partition",
    breaks: async () => inDatabase(`DROP TABLE ${nextMonth()}`),
    mends: async () => store.ledger.ensurePartitions(new Date()),
    says: {
      subject: "partitions",
      state: "fails",
      text: /missing: access_key_usage_/,
      advice: /tokenledger schedule/,
    },
  },
  {
    name: "no Redis named",
    breaks: async () => given({ redisUrl: undefined }),
    says: { subject: "Redis", state: "fails", text: /REDIS_URL/, advice: /npm start/ },
  },
  {
    name: "a Redis that is not there",
    breaks: async () => ({ surroundings: { redisUrl: await deadUrl("redis", PEPPER) } }),
    says: { subject: "Redis", state: "fails", text: /ECONNREFUSED/, advice: /start Redis/ },
  },
  {
    name: "a Redis that hangs",
    breaks: async () => Promise.resolve(toRedis("SIGSTOP")),
    mends: async () => Promise.resolve(toRedis("SIGCONT")),
    says: { subject: "Redis", state: "fails", text: /cannot be used$/, advice: /ask again/ },
  },
  {
    name: "a Redis that asks for a password",
    breaks: async () => {
      await configure("requirepass", PEPPER);
      return { surroundings: { redisUrl: redis.adminUrl } };
    },
    mends: async () => {
      const client = new Redis(withPassword(redis.adminUrl, PEPPER));
      await client.config("SET", "requirepass", "");
      client.disconnect();
    },
    says: { subject: "Redis", state: "fails", text: /NOAUTH/, advice: /password/ },
  },
  {
    name: "a Redis that evicts",
    breaks: async () => configure("maxmemory-policy", "allkeys-lru"),
    mends: async () => configure("maxmemory-policy", "noeviction"),
    says: {
      subject: "Redis",
      state: "fails",
      text: /allkeys-lru/,
      advice: /maxmemory-policy noeviction/,
    },
  },
  {
    name: "a Redis that syncs every second",
    breaks: async () => configure("appendfsync", "everysec"),
    mends: async () => configure("appendfsync", "always"),
    says: { subject: "Redis", state: "warning", text: /everysec/, advice: /appendfsync always/ },
  },
  {
    name: "a Redis that keeps no file",
    breaks: async () => configure("appendonly", "no"),
    mends: async () => configure("appendonly", "yes"),
    says: { subject: "Redis", state: "fails", text: /append-only/, advice: /appendonly yes/ },
  },
  {
    name: "a Redis that is nearly full",
    breaks: async () => configure("maxmemory", "1mb"),
    mends: async () => configure("maxmemory", "0"),
    says: { subject: "Redis", state: "fails", text: /takes no more/, advice: /flusher/ },
  },
  {
    name: "clocks a minute apart",
    breaks: async () => Promise.resolve({ by: { clock: () => Date.now() - 60_000 } }),
    says: { subject: "clocks", state: "warning", text: /\d+\.\d s ahead/, advice: /set-ntp/ },
  },
  {
    name: "clocks an hour apart",
    breaks: async () => Promise.resolve({ by: { clock: () => Date.now() + 3_600_000 } }),
    says: { subject: "clocks", state: "fails", text: /\d+\.\d s behind/, advice: /set-ntp/ },
  },
  {
    name: "secrets that others can read",
    breaks: async () => {
      writeFileSync(join(dataDir, "secrets.json"), "{}");
      chmodSync(join(dataDir, "secrets.json"), 0o644);
      return Promise.resolve();
    },
    mends: async () => Promise.resolve(rmSync(join(dataDir, "secrets.json"))),
    says: { subject: "disk", state: "fails", text: /read by others/, advice: /chmod 600/ },
  },
  {
    name: "a disk that is nearly full",
    breaks: async () => Promise.resolve({ by: { freeBytesMin: Number.MAX_SAFE_INTEGER } }),
    says: { subject: "disk", state: "fails", text: /free at/, advice: /TOKENLEDGER_DATA_DIR/ },
  },
];

test("a sound system has nothing that fails", async () => {
  const findings = await examine(sound, { ...examiner, readSettings: readRoleSettings });
  expect(findings.filter(({ state }) => state === "fails")).toEqual([]);
  const looked =
    "Node.js settings PostgreSQL migrations partitions Redis clocks secrets disk".split(" ");
  expect(new Set(findings.map(({ subject }) => subject))).toEqual(new Set(looked));
});

test.each(cases)("$name is found, with what to do", async ({ breaks, mends, says }) => {
  const { surroundings = {}, by = {} } = (await breaks()) ?? {};
  const findings = await examine({ ...sound, ...surroundings }, { ...examiner, ...by });
  await mends?.();
  const found = findings.filter(
    ({ subject, state, text, advice }) =>
      subject === says.subject &&
      state === says.state &&
      says.text.test(text) &&
      says.advice.test(advice ?? ""),
  );
  expect(found).not.toEqual([]);
});
