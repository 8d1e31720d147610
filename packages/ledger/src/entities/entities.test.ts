import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { beforeAll, expect, test } from "vitest";
import { useLedger } from "../testing/use-ledger.ts";
import { AccessKeyUsage } from "./access-key-usage.ts";
import { UsageBreakdown } from "./usage-breakdown.ts";
import { UsageStatistics } from "./usage-statistics.ts";
import { UserUsage } from "./user-usage.ts";

const store = useLedger();
beforeAll(async () => {
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

test("a usage row knows its key and user without a foreign key", async () => {
  const rows = await store.ownerOrm.em
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
  expect(await store.ownerOrm.em.fork().find(AccessKeyUsage, { line: 0 })).toMatchObject([parts]);
  expect(await store.ownerOrm.em.fork().find(UserUsage, { line: 0 })).toMatchObject([parts]);
});

test("statistics and breakdown are read as whole numbers and moments", async () => {
  const where = { dimensionType: "user" } as const;
  const [hour] = await store.ownerOrm.em
    .fork()
    .find(UsageStatistics, { ...where, periodType: "hour" });
  expect(hour).toMatchObject({ totalRequests: 1n, totalInputTokens: 200n });
  expect(Number(hour?.periodEnd) - Number(hour?.periodStart)).toBe(3_600_000);
  const cells = await store.ownerOrm.em
    .fork()
    .find(UsageBreakdown, where, { orderBy: { model: "asc" } });
  expect(cells).toMatchObject([
    { model: "claude-haiku-5-5", totalRequests: 0n, totalOutputTokens: 50n },
    { model: "claude-sonnet-5-5", totalRequests: 1n, totalOutputTokens: 50n },
  ]);
});
