import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import type { CollectedRecord, UsageLine } from "@tokenledger/usage";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { BilledCall } from "@tokenledger/fake-anthropic";
import { HOUR_MS, startReconcileBench, type ReconcileBench } from "./reconcile-bench.ts";

let bench: ReconcileBench;
beforeAll(async () => {
  bench = await startReconcileBench();
});
beforeEach(() => {
  bench.nextDay();
});
afterAll(async () => bench[Symbol.asyncDispose]());

const call = (
  hour: number,
  line: Partial<UsageLine> = {},
  more: Partial<CollectedRecord> = {},
): CollectedRecord => {
  const occurTimeMs = bench.dayStartMs + hour * HOUR_MS + 60_000;
  return makeCollectedRecord({
    accessKeyId: "1",
    ...more,
    occurTimeMs,
    eventId: makeEventId(occurTimeMs),
    lines: [
      makeLine({ model: "claude-haiku-4-5", serviceTier: "standard", speed: "standard", ...line }),
    ],
  });
};

/** Kinds of gaps with their tokens by class, as text: `not_captured input 100`. */
const told = async (): Promise<readonly string[]> => {
  const gaps = await bench.gaps();
  return gaps
    .filter(({ cellClass }) => cellClass !== "cost")
    .map(({ kind, cellClass, quantity }) => `${kind} ${cellClass} ${quantity}`)
    .sort();
};

const money = async (): Promise<Readonly<Record<string, bigint>>> => {
  const gaps = await bench.gaps();
  return Object.fromEntries(
    gaps
      .filter(({ cellClass }) => cellClass === "cost")
      .map(({ kind, picoUsd }) => [kind, picoUsd]),
  );
};

const changed = (
  billed: readonly BilledCall[],
  tokens: Partial<BilledCall["tokens"]>,
  more: Partial<BilledCall> = {},
) => billed.map((one) => Object.assign({}, one, more, { tokens: { ...one.tokens, ...tokens } }));

test("where Anthropic reports what was captured, both agree to 100 %, by hours and by days, in tokens and in money", async () => {
  await bench.record([
    call(0),
    call(5, {
      model: "claude-haiku-4-5-20251001",
      cacheWriteUnsplitTokens: 7,
      webSearchRequests: 2,
    }),
    call(5, { serviceTier: "batch", inferenceGeo: "global" }),
    call(23, { model: "claude-sonnet-4-5", inferenceGeo: "not_available" }),
  ]);
  for (const bucket of ["hour", "day"] as const) {
    const { totals, status, rows } = await bench.compare(bucket, ["key", "model", "class"]);
    expect(totals).toMatchObject({ tokenShareBasisPoints: 10_000, costShareBasisPoints: 10_000 });
    expect(totals.reportedTokens).toBe(totals.capturedTokens);
    expect(totals.gaps.every(({ quantity, picoUsd }) => quantity === 0n && picoUsd === 0n)).toBe(
      true,
    );
    expect(rows.every(({ shareBasisPoints }) => shareBasisPoints === 10_000)).toBe(true);
    expect(status).toMatchObject({
      isConfigured: true,
      lastRun: { bucket, actor: "test", gapCount: 0 },
    });
  }
});

test("a call that was not captured is found, to the token and the pico-dollar", async () => {
  await bench.record([call(1)]);
  await bench.record([call(1)], (billed) => [...billed, ...billed]);
  const { totals } = await bench.compare();

  expect(await told()).toEqual([
    "not_captured cacheRead 40",
    "not_captured cacheWrite1h 10",
    "not_captured cacheWrite5m 20",
    "not_captured input 100",
    "not_captured output 50",
  ]);
  expect(await money()).toEqual({});
  expect(totals.tokenShareBasisPoints).toBe(6666);
  const worth = totals.gaps.find(({ kind }) => kind === "not_captured")?.picoUsd ?? 0n;
  expect(totals.listPicoUsd - totals.capturedPicoUsd).toBe(worth);
});

test("what has no price yet is told as unpriced, with its tokens, and what Anthropic asks for it", async () => {
  const line = {
    model: "claude-unheard-of",
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    cacheReadTokens: 0,
  };
  await bench.record([call(2, line)], (billed) =>
    changed(billed, {}, { listPicoUsd: { uncached_input_tokens: 700n, output_tokens: 300n } }),
  );
  const { totals } = await bench.compare();

  expect(await told()).toEqual(["unpriced input 100", "unpriced output 50"]);
  expect(await money()).toEqual({ unpriced: 1000n });
  expect(totals.tokenShareBasisPoints).toBe(10_000);
  expect(totals.costShareBasisPoints).toBe(0);
});

test("output that a cut stream could not see is estimated; where input is missing too, a call is missing", async () => {
  const cut = { outcome: "truncated", stopReason: null, quality: "provisional" } as const;
  await bench.record([call(3, { outputTokens: 4 }, cut)], (billed) =>
    changed(billed, { output_tokens: 231 }),
  );
  await bench.record([call(4, { outputTokens: 4 }, cut), call(4)], (billed) => [
    ...changed(billed.slice(0, 1), { output_tokens: 100 }),
    ...billed.slice(1),
    ...billed.slice(1),
  ]);
  const { rows } = await bench.compare("hour", ["period"]);

  expect(rows[0]?.gaps).toMatchObject([{ kind: "estimated", quantity: 227n }, expect.anything()]);
  expect(rows[1]?.gaps.map(({ kind }) => kind)).toContain("not_captured");
  expect(rows[1]?.gaps.map(({ kind }) => kind)).not.toContain("estimated");
});

test("what was recorded of a cut stream, and never billed, is estimated too", async () => {
  await bench.record(
    [call(3, {}, { outcome: "cancelled", stopReason: null, quality: "provisional" })],
    () => [],
  );
  await bench.compare();

  expect(await told()).toEqual([
    "estimated cacheRead -40",
    "estimated cacheWrite1h -10",
    "estimated cacheWrite5m -20",
    "estimated input -100",
    "estimated output -50",
  ]);
});

test("beyond what Anthropic has counted so far everything is late, and in no sum", async () => {
  await bench.record([call(5)]);
  await bench.record([call(9, { model: "claude-sonnet-4-5" })], () => []);
  bench.refreshedAt = new Date(bench.dayStartMs + 9.5 * HOUR_MS);
  const { totals, status } = await bench.compare();

  expect(await told()).toEqual([
    "late cacheRead -40",
    "late cacheWrite1h -10",
    "late cacheWrite5m -20",
    "late input -100",
    "late output -50",
  ]);
  expect(totals).toMatchObject({ tokenShareBasisPoints: 10_000, capturedTokens: 220n });
  expect(status.lastRun?.refreshedUntil).toEqual(bench.refreshedAt);
});

test("a call that crossed the end of an hour is late in both hours, and counts as matched", async () => {
  await bench.record(
    [call(7, { cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 })],
    (billed) => changed(billed, {}, { timeMs: bench.dayStartMs + 8 * HOUR_MS + 5 }),
  );
  const { totals, rows } = await bench.compare("hour", ["period", "class"]);

  expect(
    rows.filter(({ cellClass }) => cellClass === "input").map(({ gaps }) => gaps),
  ).toMatchObject([
    [{ kind: "late", quantity: -100n, detail: "reported in the next period" }],
    [{ kind: "late", quantity: 100n, detail: "recorded in the period before" }],
  ]);
  expect(totals).toMatchObject({ tokenShareBasisPoints: 10_000 });
  expect(await money()).toEqual({});
});

test("tokens under another tier, speed or geography are matched to themselves, and told by both names", async () => {
  await bench.record([call(10)], (billed) =>
    changed(billed, {}, { serviceTier: "priority", inferenceGeo: "us" }),
  );
  const { totals, rows } = await bench.compare("hour", ["class"]);

  expect(await told()).toEqual([
    "tier_geo_speed cacheRead 40",
    "tier_geo_speed cacheWrite1h 10",
    "tier_geo_speed cacheWrite5m 20",
    "tier_geo_speed input 100",
    "tier_geo_speed output 50",
  ]);
  expect(rows.find(({ cellClass }) => cellClass === "input")?.gaps[0]?.detail).toBe(
    "reported as priority/standard/us, recorded as standard/standard/global",
  );
  expect(totals.reportedTokens).toBe(totals.capturedTokens);
  expect(totals.matchedTokens).toBe(0n);
});

test("what was refused and is not billed is told as refusal, in tokens and in money", async () => {
  const refused = call(11, {}, { stopReason: "refusal" });
  await bench.record([refused, call(11)], (billed) => billed.slice(1));
  const { totals } = await bench.compare();

  expect(await told()).toEqual([
    "refusal cacheRead -40",
    "refusal cacheWrite1h -10",
    "refusal cacheWrite5m -20",
    "refusal input -100",
    "refusal output -50",
  ]);
  const refusal = totals.gaps.find(({ kind }) => kind === "refusal")?.picoUsd;
  expect(refusal).toBe(totals.listPicoUsd - totals.capturedPicoUsd);
});

test("a refusal that is counted and not billed differs in money alone", async () => {
  const refused = call(11, {}, { stopReason: "refusal" });
  await bench.record([refused], (billed) => changed(billed, {}, { listPicoUsd: {} }));
  await bench.record([call(11)]);
  await bench.compare();

  expect(await told()).toEqual([]);
  expect(Object.keys(await money())).toEqual(["refusal"]);
});

test("a discount is the list price less what was charged, and no difference from our cost", async () => {
  await bench.record([call(12)], (billed) => changed(billed, {}, { discountPercent: 20 }));
  const { totals } = await bench.compare();

  expect(await money()).toEqual({ discount: totals.listPicoUsd / 5n });
  expect(totals.costShareBasisPoints).toBe(10_000);
});

test("a price that differs from Anthropic's is told apart from usage that differs", async () => {
  await bench.record([call(12)], (billed) =>
    billed.map((one) =>
      Object.assign({}, one, {
        listPicoUsd: {
          ...one.listPicoUsd,
          output_tokens: (one.listPicoUsd.output_tokens ?? 0n) + 9n,
        },
      }),
    ),
  );
  await bench.compare();

  expect(await told()).toEqual([]);
  expect(await money()).toEqual({ price: 9n });
});

test("what Anthropic knows nothing of is not reported; calls through a cloud platform are not asked of it", async () => {
  await bench.record(
    [call(13, { cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 })],
    () => [],
  );
  await bench.record([call(14, {}, { platform: "bedrock" })], () => []);
  await bench.compare();

  expect(await told()).toEqual(["not_reported input -100", "not_reported output -50"]);
});

test("linked keys are compared with each other, however shared and rotated, and keys without a link by themselves", async () => {
  const { ledger } = bench;
  const keyOf = async (name: string) => {
    const key = {
      keyId: name,
      secretHash: "00",
      last4: "abcd",
      name,
      scopes: ["collect"] as const,
    };
    return (await ledger.adminDirectory.createAccessKey({ ...key, expiresAt: null })).id;
  };
  const [chat, search, alone] = [await keyOf("chat"), await keyOf("search"), await keyOf("alone")];
  await bench.reconciliation.setLinks([
    { apiKeyId: "apikey_1", accessKeyId: chat, workspaceId: "wrkspc_1" },
    { apiKeyId: "apikey_1", accessKeyId: search, workspaceId: null },
    { apiKeyId: "apikey_2", accessKeyId: search, workspaceId: null },
  ]);
  await bench.record([call(1, {}, { accessKeyId: chat })]);
  await bench.record([call(1, {}, { accessKeyId: search })], (billed) =>
    changed(billed, {}, { apiKeyId: "apikey_2" }),
  );
  await bench.record([call(1, {}, { accessKeyId: alone })], (billed) =>
    changed(billed, {}, { apiKeyId: "apikey_9" }),
  );
  const { rows, status } = await bench.compare("hour", ["key"]);

  expect(
    rows.map(({ key, shareBasisPoints }) => [key?.apiKeyIds, key?.accessKeyIds, shareBasisPoints]),
  ).toEqual([
    [["apikey_1", "apikey_2"], [chat, search], 10_000],
    [[], [alone], 0],
    [["apikey_9"], [], 0],
  ]);
  expect(status).toMatchObject({ linkCount: 3 });
  await expect(
    bench.reconciliation.setLinks([{ apiKeyId: "x", accessKeyId: "999", workspaceId: null }]),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await bench.reconciliation.links()).toHaveLength(3);
  await bench.reconciliation.setLinks([]);
});

test("a second run replaces the first, a dry run keeps nothing", async () => {
  await bench.record([call(1)], () => []);
  const request = { ...bench.day, bucket: "hour", actor: "test" } as const;
  const dry = await bench.reconciliation.run({ ...request, dryRun: true });
  expect(dry.run).toBeNull();
  expect(dry.totals.gaps.find(({ kind }) => kind === "not_reported")?.quantity).toBe(-220n);
  const before = await bench.reconciliation.runs();

  await bench.compare();
  await bench.compare();
  expect(await told()).toHaveLength(5);
  expect(await bench.reconciliation.runs()).toHaveLength(before.length + 2);
});
