import { startFakeAnthropic, type BilledCall } from "@tokenledger/fake-anthropic";
import { expect, test } from "vitest";
import { picoUsdOfCents } from "./cents.ts";
import { createAnthropicReports } from "./index.ts";

const START_MS = Date.UTC(2026, 8, 1);
const HOUR_MS = 3_600_000;
const adminKey = "sk-ant-admin01-secret";

const billed = (index: number, change: Partial<BilledCall> = {}): BilledCall => ({
  timeMs: START_MS + index * HOUR_MS,
  apiKeyId: "apikey_1",
  model: "claude-haiku-4-5",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: null,
  tokens: {
    uncached_input_tokens: 1,
    output_tokens: 2,
    cache_read_input_tokens: 3,
    "cache_creation.ephemeral_5m_input_tokens": 4,
    "cache_creation.ephemeral_1h_input_tokens": 5,
  },
  webSearchRequests: 6,
  listPicoUsd: {
    uncached_input_tokens: 1_000_000n,
    output_tokens: 7n,
    web_search: 20_000_000_000n,
  },
  ...change,
});

const days = (count: number) => ({
  startDate: new Date(START_MS),
  endDate: new Date(START_MS + count * 24 * HOUR_MS),
});

test("a row says what Anthropic counted, under our names", async () => {
  await using fake = await startFakeAnthropic({
    billedCalls: () => [billed(0), billed(0, { apiKeyId: null, serviceTier: null })],
    refreshedAt: () => new Date(START_MS + HOUR_MS),
  });
  const reports = createAnthropicReports({ adminKey, baseUrl: fake.url });
  const terms = {
    startMs: START_MS,
    model: "claude-haiku-4-5",
    speed: "standard",
    inferenceGeo: "",
  };
  const figures = {
    input: 1n,
    output: 2n,
    cacheRead: 3n,
    cacheWrite5m: 4n,
    cacheWrite1h: 5n,
    webSearch: 6n,
  };

  expect(await reports.usage(days(1), "hour")).toEqual({
    rows: [
      { ...terms, apiKeyId: "apikey_1", serviceTier: "standard", figures },
      { ...terms, apiKeyId: null, serviceTier: "", figures },
    ],
    refreshedUntil: new Date(START_MS + HOUR_MS),
  });
});

test("cost is split by class, exact to the pico-dollar, list and charged", async () => {
  await using fake = await startFakeAnthropic({
    billedCalls: () => [billed(0, { discountPercent: 50 })],
  });
  const { rows } = await createAnthropicReports({ adminKey, baseUrl: fake.url }).cost(
    days(1),
    "day",
  );

  expect(rows.map((row) => [row.reportClass, row.listPicoUsd, row.chargedPicoUsd])).toEqual([
    ["input", 1_000_000n, 500_000n],
    ["output", 7n, 3n],
    ["webSearch", 20_000_000_000n, 10_000_000_000n],
  ]);
});

test("every page of every piece of a long range is read, and the oldest watermark counts", async () => {
  const refreshed = [new Date(START_MS + 9 * HOUR_MS), new Date(START_MS + 5 * HOUR_MS)];
  let asked = 0;
  const calls = Array.from({ length: 40 * 24 }, (_, hour) =>
    Array.from({ length: 2 }, (__, key) => billed(hour, { apiKeyId: `apikey_${key}` })),
  ).flat();
  await using fake = await startFakeAnthropic({
    billedCalls: () => calls,
    refreshedAt: () => refreshed[Math.min(asked++, 1)] ?? null,
  });
  const reports = createAnthropicReports({ adminKey, baseUrl: fake.url });
  const { rows, refreshedUntil } = await reports.usage(days(40), "hour");

  expect(rows).toHaveLength(40 * 24 * 2);
  expect(new Set(rows.map(({ startMs, apiKeyId }) => `${startMs} ${apiKeyId}`)).size).toBe(
    rows.length,
  );
  expect(fake.requests).toHaveLength(3);
  expect(refreshedUntil).toEqual(refreshed[1]);
});

test("a busy Anthropic is asked again; one that stays so, is away, or refuses, is named, and the key never", async () => {
  const reportFailures = [429, 529];
  await using fake = await startFakeAnthropic({ reportFailures });
  const reports = createAnthropicReports({ adminKey, baseUrl: fake.url });
  expect(await reports.usage(days(1), "hour")).toEqual({ rows: [], refreshedUntil: null });

  const ask = async (failure: number, key = adminKey, baseUrl = fake.url): Promise<unknown> => {
    reportFailures.splice(0, reportFailures.length, failure);
    const once = createAnthropicReports({ adminKey: key, baseUrl, retriesMax: 0 });
    return once.cost(days(1), "hour").catch((error: unknown) => error);
  };
  expect(await ask(429)).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  expect(await ask(400)).toMatchObject({ code: "ANTHROPIC_REFUSED", retryable: false });
  expect(await ask(200, "sk-ant-api03-no-admin")).toMatchObject({ code: "KEY_INVALID" });
  expect(await ask(200, adminKey, "http://127.0.0.1:1")).toMatchObject({ code: "UNAVAILABLE" });
  expect(String(await ask(401))).not.toContain("secret");
});

test("amounts in cents are read to the pico-dollar; what is no number is refused", () => {
  expect(picoUsdOfCents("0")).toBe(0n);
  expect(picoUsdOfCents("12.5")).toBe(125_000_000_000n);
  expect(picoUsdOfCents("-0.00000000019")).toBe(-1n);
  expect(() => picoUsdOfCents("1e3")).toThrow("no number");
});

test("a report of another form is told by the field, not taken for something else", async () => {
  await using fake = await startFakeAnthropic({
    billedCalls: () => [billed(0, { webSearchRequests: 0.5 })],
  });
  const reports = createAnthropicReports({ adminKey, baseUrl: fake.url });

  await expect(reports.usage(days(1), "hour")).rejects.toThrow(
    "0.usage.server_tool_use.web_search_requests",
  );
});
