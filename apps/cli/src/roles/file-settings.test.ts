import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withFileSettings } from "./file-settings.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "database-url");
writeFileSync(file, "postgresql://file\n");

test("a setting may stand in a file, without the line end", () => {
  expect(withFileSettings({ DATABASE_URL_FILE: file }, ["DATABASE_URL"])).toMatchObject({
    DATABASE_URL: "postgresql://file",
  });
});

test("a variable that is set wins; an empty one does not", () => {
  const both = { DATABASE_URL_FILE: file, DATABASE_URL: "postgresql://set" };
  expect(withFileSettings(both, ["DATABASE_URL"])["DATABASE_URL"]).toBe("postgresql://set");
  const empty = { DATABASE_URL_FILE: file, DATABASE_URL: "" };
  expect(withFileSettings(empty, ["DATABASE_URL"])["DATABASE_URL"]).toBe("postgresql://file");
});

test("other files of the environment are left alone, and one that cannot be read is named", () => {
  expect(withFileSettings({ HOME_FILE: "/nowhere" }, ["DATABASE_URL"])).toEqual({
    HOME_FILE: "/nowhere",
  });
  const missing = { DATABASE_URL_FILE: join(folder, "none") };
  expect(() => withFileSettings(missing, ["DATABASE_URL"])).toThrow(/DATABASE_URL_FILE: the file/);
});
