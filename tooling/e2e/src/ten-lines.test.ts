import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { startFakeAnthropic, type FakeAnthropic } from "@tokenledger/fake-anthropic";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChild } from "./system/child.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

const SCRIPT = fileURLToPath(new URL("../../demo/src/ten-lines.ts", import.meta.url));
const SEEN_MS_MAX = 2000;
/** Five calls; the one that met a 529 took two attempts, and each attempt is a record. */
const RECORDS = 6n;

let system: TestSystem;
let anthropic: FakeAnthropic;
let spool: string;

beforeAll(async () => {
  spool = mkdtempSync(join(tmpdir(), "tokenledger-spool-"));
  // The gaps leave a stream unfinished when its reader leaves; without them it would be all in the network already.
  anthropic = await startFakeAnthropic({ seed: 10, eventGapMs: 20 });
  system = await startSystem();
});
afterAll(async () => {
  await Promise.all([system[Symbol.asyncDispose](), anthropic.close()]);
  rmSync(spool, { recursive: true });
});

interface Tokens {
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
}

const tokensOf = (usage: { input_tokens: number; output_tokens: number }): Tokens => ({
  inputTokens: BigInt(usage.input_tokens),
  outputTokens: BigInt(usage.output_tokens),
});

/** What the same calls cost at a second Anthropic of the same seed, told by the client without our middleware. */
const billed = async (): Promise<readonly Tokens[]> => {
  await using twin = await startFakeAnthropic({ seed: 10 });
  const { messages } = new Anthropic({ apiKey: "test", baseURL: twin.url });
  const hello = {
    model: "claude-haiku-4-5",
    max_tokens: 400,
    messages: [{ role: "user" as const, content: "Hello!" }],
  };
  const whole = await messages.create(hello);
  const streamed = await messages.stream(hello).finalMessage();
  const broken: Tokens[] = [];
  for await (const event of await messages.create({ ...hello, stream: true })) {
    if (event.type === "message_start") {
      broken.push(tokensOf(event.message.usage));
    }
  }
  const retried = await messages.create(hello);
  return [whole, streamed, retried].map(({ usage }) => tokensOf(usage)).concat(broken);
};

const sum = (tokens: readonly Tokens[]): Tokens => ({
  inputTokens: tokens.reduce((total, { inputTokens }) => total + inputTokens, 0n),
  outputTokens: tokens.reduce((total, { outputTokens }) => total + outputTokens, 0n),
});

const runScript = async (token: string): Promise<void> => {
  const script = startChild(SCRIPT, {
    TOKENLEDGER_URL: system.url,
    TOKENLEDGER_KEY: token,
    TOKENLEDGER_SPOOL_DIR: spool,
    ANTHROPIC_BASE_URL: anthropic.url,
    ANTHROPIC_API_KEY: "test",
  });
  const { code } = await script.ended;
  expect({ code, output: script.output() }).toEqual({ code: 0, output: "" });
};

test("ten lines with the real client: five calls are counted to the token within 2 seconds, wherever one looks", async () => {
  const expected = { ...sum(await billed()), requests: RECORDS };
  const key = await system.createKey("ten lines");
  await runScript(key.token);
  const endMs = performance.now();

  const overview = () => system.admin.admin.systemOverview.query(THIS_YEAR);
  await expect
    .poll(overview, { timeout: SEEN_MS_MAX, interval: 25 })
    .toMatchObject({ ...expected, activeAccessKeys: 1, activeUsers: 1, failedRequests: 3n });
  const seenMs = performance.now() - endMs;
  const month = { ...THIS_YEAR, aggregationPeriod: "month" } as const;
  const { usage } = system.admin;
  const byKey = await usage.accessKeyStatistics.query({ ...month, accessKeyIds: [key.id] });
  const byUser = await usage.userStatistics.query({ ...month, users: ["ada"] });
  const trend = await usage.trends.query({ ...month, groupBy: "feature" });
  const { rows } = await usage.details.query({ ...THIS_YEAR, pageSize: 50 });

  expect(seenMs).toBeLessThan(SEEN_MS_MAX);
  expect(byKey.rows).toMatchObject([{ dimensionId: key.id, ...expected }]);
  expect(byUser.rows).toMatchObject([{ dimensionId: "ada", ...expected }]);
  expect(trend.points).toMatchObject([{ group: "ten-lines", ...expected }]);
  expect(
    rows.map(({ status, outcome, attempt, quality }) => ({ status, outcome, attempt, quality })),
  ).toEqual([
    { status: 400, outcome: "error", attempt: 0, quality: "none" },
    { status: 200, outcome: "complete", attempt: 1, quality: "final" },
    { status: 529, outcome: "error", attempt: 0, quality: "none" },
    { status: 200, outcome: "cancelled", attempt: 0, quality: "provisional" },
    { status: 200, outcome: "complete", attempt: 0, quality: "final" },
    { status: 200, outcome: "complete", attempt: 0, quality: "final" },
  ]);
  expect(
    rows.every(({ user, accessKeyName }) => user === "ada" && accessKeyName === "ten lines"),
  ).toBe(true);
  expect(await system.ledger.checkInvariants()).toEqual([]);
});
