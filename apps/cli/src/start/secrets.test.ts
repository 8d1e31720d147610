import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { secretsOf } from "./secrets.ts";

const OWNER_ONLY = 0o600;
const folder = (): string => mkdtempSync(join(tmpdir(), "tokenledger-secrets-"));

test("a data folder keeps the secrets it was given at first", () => {
  const dataDir = folder();
  expect(secretsOf(dataDir)).toEqual(secretsOf(dataDir));
  expect(secretsOf(dataDir)).not.toEqual(secretsOf(folder()));
});

test("only the owner may read the secrets, and no half-written file stays behind", () => {
  const dataDir = folder();
  secretsOf(dataDir);
  expect(readdirSync(dataDir)).toEqual(["secrets.json"]);
  expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(OWNER_ONLY);
});

test("damaged secrets stop the start: new ones would make every access key unknown", () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, "secrets.json"), "{}");
  expect(() => secretsOf(dataDir)).toThrow(/pepper/);
});
