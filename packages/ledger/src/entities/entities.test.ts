import type { MikroORM } from "@mikro-orm/postgresql";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../open-database.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { AccessKeyUsage } from "./access-key-usage.ts";
import { UsageBreakdown } from "./usage-breakdown.ts";
import { UsageStatistics } from "./usage-statistics.ts";
import { UserUsage } from "./user-usage.ts";

let store: TestLedger;
let orm: MikroORM;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.url });
  const key = await store.ledger.adminDirectory.createAccessKey({
    keyId: "public-part",
    secretHash: "00",
    last4: "abcd",
    name: "backend",
    scopes: ["collect"],
    expiresAt: null,
  });
  const lines = [
    makeLine({ cacheWriteUnsplitTokens: 4 }),
    makeLine({ kind: "compaction", model: "claude-haiku-5-5" }),
  ] as const;
  await store.ledger.usage.commit([
    makeCollectedRecord({ accessKeyId: key.id, user: "anna", tags: { team: "search" }, lines }),
  ]);
});
afterAll(async () => {
  await orm.close();
  await store.close();
});

test("a usage row knows its key and user without a foreign key", async () => {
  const rows = await orm.em
    .fork()
    .find(AccessKeyUsage, {}, { populate: ["accessKey", "user"], orderBy: { line: "asc" } });
  expect(rows).toMatchObject([
    {
      line: 0,
      accessKey: { name: "backend" },
      user: { name: "anna" },
      tags: { team: "search" },
      furtherModels: ["claude-haiku-5-5"],
    },
    { line: 1, accessKey: { name: "backend" }, user: { name: "anna" }, tags: null },
  ]);
});

test("the cache creation total is computed from its parts, in both usage tables", async () => {
  const parts = {
    cacheWrite5mTokens: 20,
    cacheWrite1hTokens: 10,
    cacheWriteUnsplitTokens: 4,
    cacheCreationInputTokens: 34,
  };
  expect(await orm.em.fork().find(AccessKeyUsage, { line: 0 })).toMatchObject([parts]);
  expect(await orm.em.fork().find(UserUsage, { line: 0 })).toMatchObject([parts]);
});

test("statistics and breakdown are read as whole numbers and moments", async () => {
  const where = { dimensionType: "user" } as const;
  const [hour] = await orm.em.fork().find(UsageStatistics, { ...where, periodType: "hour" });
  expect(hour).toMatchObject({ totalRequests: 1n, totalInputTokens: 200n });
  expect(Number(hour?.periodEnd) - Number(hour?.periodStart)).toBe(3_600_000);
  const cells = await orm.em.fork().find(UsageBreakdown, where, { orderBy: { model: "asc" } });
  expect(cells).toMatchObject([
    { model: "claude-haiku-5-5", totalRequests: 0n, totalOutputTokens: 50n },
    { model: "claude-sonnet-5-5", totalRequests: 1n, totalOutputTokens: 50n },
  ]);
});
