import Anthropic from "@anthropic-ai/sdk";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { everything } from "./testing/everything.ts";
import { startFakeAnthropic, type FakeAnthropic } from "./start-fake-anthropic.ts";

let fake: FakeAnthropic;
let client: Anthropic;

beforeAll(async () => {
  fake = await startFakeAnthropic();
  client = new Anthropic({ apiKey: "test", baseURL: fake.url, maxRetries: 0 });
});
afterAll(async () => {
  await fake.close();
});

const ASK = {
  model: "claude-haiku-4-5",
  max_tokens: 2000,
  messages: [{ role: "user" as const, content: "tell me" }],
};

const withServer = async <Value>(use: (own: Anthropic) => Promise<Value>): Promise<Value> => {
  await using server = await startFakeAnthropic({ seed: 3 });
  return await use(new Anthropic({ apiKey: "test", baseURL: server.url, maxRetries: 0 }));
};

test("a stream begins with provisional counts, pings, and ends with the final ones", async () => {
  const events = await everything(await client.messages.create({ ...ASK, stream: true }));
  const raw = await fetch(`${fake.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": "test" },
    body: JSON.stringify({ ...ASK, stream: true }),
  });

  expect(events[0]).toMatchObject({
    type: "message_start",
    message: { usage: { output_tokens: 3 } },
  });
  expect(events.at(-1)).toEqual({ type: "message_stop" });
  const delta = events.at(-2);
  expect(delta).toMatchObject({ type: "message_delta", delta: { stop_reason: "end_turn" } });
  expect(delta).not.toHaveProperty("usage.cache_creation");
  expect(await raw.text()).toContain("event: ping\n");
});

test("a search raises the input after message_start", async () => {
  const stream = await client.messages.create({
    ...ASK,
    stream: true,
    tools: [{ type: "web_search_20250305", name: "web_search" }],
  });
  const events = await everything(stream);
  const [start, delta] = [events[0], events.at(-2)];
  const before = start?.type === "message_start" ? start.message.usage.input_tokens : Infinity;
  const after = delta?.type === "message_delta" ? (delta.usage.input_tokens ?? 0) : 0;

  expect(after).toBeGreaterThan(before);
});

const AnyRequest = fc.record({
  model: fc.constantFrom("claude-haiku-4-5", "claude-sonnet-5", "claude-opus-4-8"),
  maxTokens: fc.integer({ min: 1, max: 3000 }),
  content: fc.string({ minLength: 1, maxLength: 200 }),
  thinks: fc.boolean(),
  searches: fc.boolean(),
});

test("for any request the stream adds up to the answer that is not streamed", async () => {
  await fc.assert(
    fc.asyncProperty(AnyRequest, async ({ model, maxTokens, content, thinks, searches }) => {
      const params: Anthropic.MessageCreateParamsNonStreaming = {
        model,
        max_tokens: maxTokens,
        messages: [{ role: "user", content }],
        ...(thinks ? { thinking: { type: "adaptive" } } : {}),
        ...(searches ? { tools: [{ type: "web_search_20250305", name: "web_search" }] } : {}),
      };
      const streamed = await withServer(async (own) => own.messages.stream(params).finalMessage());
      const whole = await withServer(async (own) => own.messages.create(params));
      const { parsed_output: _none, ...message } = streamed;

      expect(message).toEqual(whole);
      expect(whole.usage.output_tokens).toBeLessThanOrEqual(maxTokens);
    }),
    { numRuns: 25 },
  );
});

test("a caller that stops reading is seen as one that went away", async () => {
  const mode = { headers: { "x-replay-mode": "pause=5", "x-replay-key": "stops" } };
  const stream = await client.messages.create({ ...ASK, stream: true }, mode);
  for await (const event of stream) {
    if (event.type === "content_block_delta") {
      break;
    }
  }

  await vi.waitFor(() => {
    const mine = fake.requests.find(({ headers }) => headers["x-replay-key"] === "stops");
    expect(mine).toMatchObject({ closedEarly: true, done: true, status: 200 });
  });
});

test("latency and gaps delay a made-up answer, and a caller that left meanwhile gets nothing", async () => {
  await using slow = await startFakeAnthropic({ latencyMs: 300, eventGapMs: 2 });
  const own = new Anthropic({ apiKey: "test", baseURL: slow.url, maxRetries: 0 });
  const startMs = performance.now();
  const events = await everything(await own.messages.create({ ...ASK, stream: true }));
  expect(performance.now() - startMs).toBeGreaterThan(300 + 2 * (events.length - 1));

  const controller = new AbortController();
  const left = own.messages.create(
    { ...ASK, model: "claude-opus-5" },
    { signal: controller.signal },
  );
  await vi.waitFor(() => {
    expect(slow.requests).toHaveLength(2);
  });
  controller.abort();
  await expect(left).rejects.toThrow("aborted");
  await vi.waitFor(() => {
    expect(slow.requests.at(-1)).toMatchObject({ status: 0, bytesSent: 0, closedEarly: true });
  });
});
