import { createAnthropic } from "@ai-sdk/anthropic";
import Anthropic from "@anthropic-ai/sdk";
import { generateText, streamText } from "ai";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ASK as BASE } from "../testing/ask.ts";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";

let rig: CaptureRig;

beforeEach(async () => {
  rig = await startCaptureRig();
});
afterEach(async () => {
  await rig.close();
});

const ASK = { ...BASE, metadata: { user_id: "u_meta" } };

const textModel = () =>
  createAnthropic({ apiKey: "test", baseURL: `${rig.fake.url}/v1`, fetch: rig.ledger.fetch() })(
    "claude-haiku-4-5",
  );

test("an SDK without middleware is captured through its fetch, retries included", async () => {
  const anthropic = new Anthropic({
    apiKey: "test",
    baseURL: rig.fake.url,
    fetch: rig.ledger.fetch({ feature: "old" }),
  });
  const headers = { "x-replay-mode": "fail=529x1", "x-replay-key": "f" };
  const message = await anthropic.messages.create(ASK, { headers });
  const records = await rig.records();
  expect(records.toSorted((a, b) => a.attempt - b.attempt)).toMatchObject([
    { attempt: 0, outcome: "error", errorType: "overloaded_error", feature: "old" },
    {
      attempt: 1,
      messageId: message.id,
      requestModel: "claude-haiku-4-5",
      user: "u_meta",
      usage: { ...message.usage },
    },
  ]);
});

test("the Vercel AI SDK is captured through its fetch, text and stream", async () => {
  await rig.ledger.withAttribution({ user: "u_ai" }, async () => {
    const { usage } = await generateText({ model: textModel(), prompt: "hello" });
    const streamed = streamText({ model: textModel(), prompt: "hello" });
    await streamed.consumeStream();
    const streamedUsage = await streamed.usage;
    expect(await rig.records()).toMatchObject([
      {
        user: "u_ai",
        requestModel: "claude-haiku-4-5",
        usage: { output_tokens: usage.outputTokens },
      },
      { user: "u_ai", outcome: "complete", usage: { output_tokens: streamedUsage.outputTokens } },
    ]);
  });
});

test("other requests pass through untouched, with what belongs to fetch and not to us", async () => {
  const fetch = rig.ledger.fetch();
  await expect(fetch("http://127.0.0.1:1/other")).rejects.toThrow("fetch failed");
  await expect(fetch("not a url")).rejects.toThrow("Failed to parse URL");
  const { status } = await fetch(new Request(new URL("/elsewhere", rig.fake.url)));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(await rig.records()).toEqual([]);
});

test("a Request is captured like an address and its options", async () => {
  const fetch = rig.ledger.fetch();
  const request = new Request(`${rig.fake.url}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": "k" },
    body: JSON.stringify(ASK),
  });
  await (await fetch(request)).json();
  const url = new URL("/v1/messages", rig.fake.url);
  await (
    await fetch(url, { method: "POST", headers: [["x-api-key", "k"]], body: JSON.stringify(ASK) })
  ).json();
  expect(await rig.records()).toMatchObject([
    { outcome: "complete", model: "claude-haiku-4-5-20251001" },
    { outcome: "complete", requestModel: "claude-haiku-4-5", user: "u_meta" },
  ]);
});
