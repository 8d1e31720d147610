import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeyVerifier } from "@tokenledger/api";
import { createTestLedger } from "@tokenledger/ledger/testing";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { printed } from "../testing/printed.ts";

const PEPPER = "9f4c1b7e2d8a6053c4e1f7b2a9d8065e";
const folder = mkdtempSync(join(tmpdir(), "tokenledger-keys-"));

const create = async () => printed("keys", "create", "--name", "made", "--json");

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("a key made beside a named database is hashed under the named pepper; without one, or without a database, nothing is made or started", async () => {
  const store = await createTestLedger();
  const dataDir = join(folder, "data");
  vi.stubEnv("TOKENLEDGER_DATA_DIR", dataDir);
  expect(await create()).toMatchObject({ exitCode: 2 });
  vi.stubEnv("DATABASE_URL", store.ownerUrl);
  expect(await create()).toMatchObject({ exitCode: 2 });
  vi.stubEnv("TOKENLEDGER_KEY_PEPPER", PEPPER);
  const { token } = z.object({ token: z.string() }).parse(JSON.parse((await create()).text));
  const verifier = new KeyVerifier({
    directory: store.ledger.collectDirectory,
    pepper: PEPPER,
    clock: Date.now,
  });
  expect(await verifier.verify(token)).toMatchObject({ scopes: ["collect"] });
  expect(existsSync(dataDir)).toBe(false);
  await store.close();
});
