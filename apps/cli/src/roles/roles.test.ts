import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, type PostgresRole, type RedisUser } from "@tokenledger/services";
import { createTestDatabase, createTestRedis } from "@tokenledger/services/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inheritedEnvironment, repositoryFolder } from "../config.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-roles-"));
let settings: Record<string, string>;
let storesOf: Record<string, Record<string, string>>;
let close: () => Promise<void>;

beforeAll(async () => {
  const [database, redis] = [await createTestDatabase(), await createTestRedis()];
  // As an orchestrator hands a secret out.
  writeFileSync(join(folder, "database-url"), `${database.ownerUrl}\n`);
  settings = {
    ...inheritedEnvironment(),
    TOKENLEDGER_KEY_PEPPER: randomBytes(32).toString("hex"),
    PORT: String(await freePort()),
  };
  const stores = (role: PostgresRole, user: RedisUser): Record<string, string> => ({
    DATABASE_URL: database.urlAs(role),
    REDIS_URL: redis.urlAs(user),
  });
  const owner = { DATABASE_URL_FILE: join(folder, "database-url") };
  storesOf = {
    migrate: owner,
    setup: owner,
    serve: stores("tokenledger_server", "server"),
    flush: stores("tokenledger_ingest", "flusher"),
    schedule: stores("tokenledger_scheduler", "scheduler"),
  };
  close = async () => {
    await Promise.all([database.close(), redis.close()]);
  };
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly ended: Promise<number | null>;
}

/** Each verb is given the stores as its own role and user sees them. */
const tokenledger = (verb: string, ...args: readonly string[]): Run => {
  const main = join(repositoryFolder, "apps", "cli", "src", "main.ts");
  const child = spawn(process.execPath, [main, verb, ...args], {
    env: { ...storesOf[verb], ...settings },
  });
  let text = "";
  child.stdout.on("data", (part) => (text += String(part)));
  child.stderr.on("data", (part) => (text += String(part)));
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
  });
  return { child, text: () => text, ended };
};

const output = async (verb: string, ...args: readonly string[]): Promise<string> => {
  const { ended, text } = tokenledger(verb, ...args);
  expect(await ended).toBe(0);
  return text();
};

test("a database is migrated once and set up once", async () => {
  expect(await output("migrate")).toContain("0001-initial-ledger");
  expect(await output("migrate")).toBe("nothing to do\n");
  expect(JSON.parse(await output("setup", "--json"))).toMatchObject({ login: "admin" });
  expect(await output("setup", "--json")).toBe("null\n");
  expect(await output("setup")).toContain("Set up already");
});

test.each([
  ["serve", /listening/],
  ["flush", /ready/],
  ["schedule", /"ready"/],
])("%s runs in the foreground until it is told to stop, and ends well", async (verb, sign) => {
  const { child, ended, text } = tokenledger(verb);
  await expect.poll(text, { timeout: 60_000 }).toMatch(sign);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test.each(["serve", "flush", "schedule"])(
  "%s, told wrong settings, ends with its own words and code, without a stack",
  async (verb) => {
    settings = { ...settings, REDIS_URL: "http://nowhere" };
    const { ended, text } = tokenledger(verb);
    expect(await ended).toBe(1);
    expect(text()).toMatch(/^Settings are wrong:\n.*redis:\/\/[\s\S]*REDIS_URL\n$/);
  },
);
