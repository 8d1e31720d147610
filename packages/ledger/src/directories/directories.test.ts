import { randomUUID } from "node:crypto";
import type { NewAccessKey } from "@tokenledger/usage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

let store: TestLedger;
beforeAll(async () => {
  store = await createTestLedger();
});
afterAll(async () => store.close());

const newKey = (name: string): NewAccessKey => ({
  keyId: randomUUID(),
  secretHash: "ab".repeat(32),
  last4: "wxyz",
  name,
  scopes: ["collect", "backfill"],
  expiresAt: new Date("2030-01-01T00:00:00Z"),
});

test("a key is found by its public part with everything verification needs", async () => {
  const key = newKey("backend");
  const view = await store.ledger.adminDirectory.createAccessKey(key);
  const stored = await store.ledger.collectDirectory.findAccessKey(key.keyId);
  expect(stored).toEqual({
    id: view.id,
    keyId: key.keyId,
    secretHash: key.secretHash,
    scopes: ["collect", "backfill"],
    disabledAt: null,
    expiresAt: new Date("2030-01-01T00:00:00Z"),
  });
  expect(view.createTime).toBeInstanceOf(Date);
  expect(view.id).toMatch(/^\d+$/);
});
