import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "../commands.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const folders = ["--app", "--postgres", "--redis"].flatMap((name) => [
  name,
  join(folder, name.slice(2)),
]);
const contents = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

test("secrets are made once and kept; each service finds its own", async () => {
  await run(["secrets", ...folders]);
  const first = contents();
  await run(["secrets", ...folders]);
  expect(contents()).toEqual(first);
  const password = readFileSync(join(folder, "postgres", "password"), "utf8").trim();
  expect(password).toMatch(/^[0-9a-f]{64}$/);
  expect(readFileSync(join(folder, "app", "database-url"), "utf8")).toContain(`:${password}@`);
  expect(readdirSync(join(folder, "postgres"))).toEqual(["password"]);
  expect(readdirSync(join(folder, "redis"))).toEqual(["redis.conf"]);
});

test("without its folders nothing is made", async () => {
  await expect(run(["secrets", "--app", folder])).rejects.toMatchObject({
    code: "ARGUMENT_MISSING",
  });
});
