import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "../run.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const folders = [
  "--app",
  "--server",
  "--flusher",
  "--scheduler",
  "--postgres",
  "--redis",
  "--monitoring",
].flatMap((name) => [name, join(folder, name.slice(2))]);
const contents = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

test("secrets are made once and kept; each service finds its own", async () => {
  await run(["secrets", ...folders]);
  const first = contents();
  await run(["secrets", ...folders]);
  expect(contents()).toEqual(first);
  const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), "utf8");
  expect(read("postgres", "password").trim()).toMatch(/^[0-9a-f]{64}$/);
  for (const [name, role, user] of [
    ["server", "tokenledger_server", "server"],
    ["flusher", "tokenledger_ingest", "flusher"],
    ["scheduler", "tokenledger_scheduler", "scheduler"],
  ] as const) {
    const database = new URL(read(name, "database-url").trim());
    const redis = new URL(read(name, "redis-url").trim());
    expect([database.username, redis.username]).toEqual([role, user]);
    expect(read("postgres", "passwords.sql")).toContain(
      `ALTER ROLE ${role} PASSWORD '${database.password}';`,
    );
    expect(read("redis", "redis.conf")).toContain(`user ${user} on >${redis.password} `);
  }
  expect(read("redis", "redis.conf")).toContain("user default off");
  expect(read("redis", "redis.conf")).not.toContain("><");
  expect(read("app", "database-url")).toContain("//tokenledger_owner:");
  expect(readdirSync(join(folder, "flusher")).sort()).toEqual([
    "database-url",
    "metrics-token",
    "redis-url",
  ]);
  expect(readdirSync(join(folder, "postgres")).sort()).toEqual(["password", "passwords.sql"]);
  expect(readdirSync(join(folder, "redis"))).toEqual(["redis.conf"]);
});

test("without its folders nothing is made", async () => {
  await expect(run(["secrets", "--app", folder])).rejects.toMatchObject({
    code: "ARGUMENT_INVALID",
  });
});
