import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everything } from "./testing/everything.ts";
import { startFakeAnthropic, type FakeAnthropic } from "./start-fake-anthropic.ts";

const HELLO = { model: "claude-haiku-4-5", max_tokens: 4000 } as const;
const ask = (content: string) => [{ role: "user" as const, content }];
const WEATHER = {
  name: "weather",
  input_schema: {
    type: "object" as const,
    properties: { city: { type: "string" }, days: { type: "integer" }, exact: { type: "boolean" } },
  },
};

let fake: FakeAnthropic;
let client: Anthropic;

beforeAll(async () => {
  fake = await startFakeAnthropic();
  client = new Anthropic({ apiKey: "test", baseURL: fake.url });
});
afterAll(async () => {
  await fake.close();
});

test("a message comes from the dated model, with its ids in the headers", async () => {
  const { data, response } = await client.messages
    .create({ ...HELLO, messages: ask("hello") })
    .withResponse();

  expect(data.model).toBe("claude-haiku-4-5-20251001");
  expect(data.id).toMatch(/^msg_01\w{22}$/);
  expect(data.content[0]).toMatchObject({ type: "text" });
  expect(data.usage.input_tokens).toBeGreaterThan(0);
  expect(data.usage.output_tokens).toBeGreaterThan(0);
  expect(response.headers.get("request-id")).toMatch(/^req_01/);
  expect(response.headers.get("anthropic-workspace-id")).toMatch(/^wrkspc_/);
});

test("a longer prompt costs more input, counted beforehand to the token", async () => {
  const short = { model: "claude-opus-5", messages: ask("hello") };
  const long = { model: "claude-opus-5", messages: ask("hello ".repeat(500)) };
  const counted = await client.messages.countTokens(long);
  const answer = await client.messages.create({ ...long, max_tokens: 10 });
  const little = await client.messages.create({ ...short, max_tokens: 10 });

  expect(answer.usage.input_tokens).toBe(counted.input_tokens);
  expect(answer.usage.input_tokens).toBeGreaterThan(little.usage.input_tokens * 10);
});

test("the same call made twice gets two answers with two ids", async () => {
  const first = await client.messages.create({ ...HELLO, messages: ask("twice") });
  const second = await client.messages.create({ ...HELLO, messages: ask("twice") });

  expect(second.id).not.toBe(first.id);
});

test("an answer that does not fit ends by max_tokens and costs exactly that many", async () => {
  const answer = await client.messages.create({ ...HELLO, max_tokens: 5, messages: ask("brief") });

  expect(answer.stop_reason).toBe("max_tokens");
  expect(answer.usage.output_tokens).toBe(5);
});

test("thinking, a search and a forced tool call come as blocks and as counts", async () => {
  const answer = await client.messages.create({
    model: "claude-sonnet-5",
    max_tokens: 20_000,
    thinking: { type: "enabled", budget_tokens: 2000 },
    tools: [WEATHER, { type: "web_search_20250305", name: "web_search" }],
    tool_choice: { type: "tool", name: "weather" },
    messages: ask("what will it be like?"),
  });
  const kinds = answer.content.map(({ type }) => type);

  expect(kinds[0]).toBe("thinking");
  expect(kinds).toContain("web_search_tool_result");
  expect(answer.content.at(-1)).toMatchObject({
    type: "tool_use",
    name: "weather",
  });
  expect(answer.content.at(-1)).toHaveProperty("input.days", expect.any(Number));
  expect(answer.stop_reason).toBe("tool_use");
  expect(answer.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(0);
  expect(answer.usage.server_tool_use?.web_search_requests).toBeGreaterThan(0);
});

test("a tool result is answered in words", async () => {
  const answer = await client.messages.create({
    ...HELLO,
    tools: [WEATHER],
    messages: [
      ...ask("weather?"),
      { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "weather", input: {} }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "rain" }] },
    ],
  });

  expect(answer.content.at(-1)?.type).toBe("text");
  expect(answer.stop_reason).toBe("end_turn");
});

test("a marked prefix is written once and read by the next call", async () => {
  const system = [
    {
      type: "text" as const,
      text: "rule ".repeat(2000),
      cache_control: { type: "ephemeral" as const, ttl: "1h" as const },
    },
  ];
  const cold = await client.messages.create({ ...HELLO, system, messages: ask("one") });
  const warm = await client.messages.create({ ...HELLO, system, messages: ask("two") });

  expect(cold.usage.cache_creation?.ephemeral_1h_input_tokens).toBeGreaterThan(2000);
  expect(cold.usage.cache_read_input_tokens).toBe(0);
  expect(warm.usage.cache_creation_input_tokens).toBe(0);
  expect(warm.usage.cache_read_input_tokens).toBe(cold.usage.cache_creation_input_tokens);
});

test("beta messages say what speed they ran at", async () => {
  const answer = await client.beta.messages.create({
    model: "claude-opus-5",
    max_tokens: 100,
    speed: "fast",
    messages: ask("quick"),
  });

  expect(answer.usage.speed).toBe("fast");
  expect(fake.requests.at(-1)?.path).toBe("/v1/messages");
});

test("a batch ends, and its results are the same at every download", async () => {
  const params = { ...HELLO, messages: ask("in a batch") };
  const wrong = { ...params, max_tokens: 0 };
  const created = await client.messages.batches.create({
    requests: [
      { custom_id: "good", params },
      { custom_id: "bad", params: wrong },
    ],
  });
  const download = async () => everything(await client.messages.batches.results(created.id));
  const [first, second] = [await download(), await download()];

  expect(created.processing_status).toBe("in_progress");
  expect(second).toEqual(first);
  expect(first[0]?.result).toMatchObject({
    type: "succeeded",
    message: { usage: { service_tier: "batch" } },
  });
  expect(first[1]?.result).toMatchObject({
    type: "errored",
    error: { error: { type: "invalid_request_error" } },
  });
});

test("a batch in progress has no results yet", async () => {
  let nowMs = 0;
  await using slow = await startFakeAnthropic({ batchDelayMs: 1000, now: () => nowMs });
  const own = new Anthropic({ apiKey: "test", baseURL: slow.url });
  const params = { ...HELLO, messages: ask("later") };
  const { id } = await own.messages.batches.create({ requests: [{ custom_id: "a", params }] });

  await expect(own.messages.batches.results(id)).rejects.toThrow("No batch `results_url`");
  const early = own.get(`/v1/messages/batches/${id}/results`);
  await expect(early).rejects.toMatchObject({ status: 404 });
  nowMs = 1000;
  expect((await own.messages.batches.retrieve(id)).request_counts.succeeded).toBe(1);
});

const answerOf = async (seed: number): Promise<string> => {
  await using server = await startFakeAnthropic({ seed });
  const own = new Anthropic({ apiKey: "test", baseURL: server.url });
  return JSON.stringify(await own.messages.create({ ...HELLO, messages: ask("seeded") }));
};

test("two servers with one seed give one answer, with another seed another", async () => {
  expect(await answerOf(7)).toBe(await answerOf(7));
  expect(await answerOf(7)).not.toBe(await answerOf(8));
});
