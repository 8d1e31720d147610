import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { everything } from "./testing/everything.ts";
import { streamEvents } from "./stream-events.ts";
import { makeMessage } from "./make-message.ts";
import { MessageRequest } from "./message-request.ts";
import { PromptCache } from "./prompt-cache.ts";
import { startFakeAnthropic, type FakeAnthropic } from "./start-fake-anthropic.ts";
import type { SeenRequest } from "./seen-request.ts";

const ASK = {
  model: "claude-haiku-4-5",
  max_tokens: 900,
  messages: [{ role: "user" as const, content: "again" }],
};
const MADE = makeMessage(
  MessageRequest.parse(ASK),
  new PromptCache(() => 0),
  ["replay"],
  "standard",
);
const STREAM = streamEvents(MADE).join("");
const RESULT = { custom_id: "a", result: { type: "succeeded", message: MADE.message } };
const EXCHANGES = [
  { id: "s1", name: "a stream", kind: "stream", status: 200, headers: {}, body: STREAM },
  {
    id: "b1",
    kind: "batch_results",
    status: 200,
    headers: {},
    body: `${JSON.stringify(RESULT)}\n`,
  },
  {
    id: "e1",
    kind: "error",
    status: 429,
    headers: { "retry-after": "60", "request-id": "<REQUEST_ID>", date: "yesterday" },
    body: '{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}',
  },
];

let fake: FakeAnthropic;
let client: Anthropic;

beforeAll(async () => {
  fake = await startFakeAnthropic({ exchanges: EXCHANGES });
  client = new Anthropic({ apiKey: "test", baseURL: fake.url, maxRetries: 0 });
});
afterAll(async () => {
  await fake.close();
});

const replay = (mode: string, name = "s1") => ({
  headers: { "x-replay": name, "x-replay-mode": mode },
});

const bytesOf = async (mode: string, name = "s1"): Promise<Buffer> => {
  const response = await fetch(`${fake.url}/v1/messages`, {
    method: "POST",
    ...replay(mode, name),
  });
  return Buffer.from(await response.arrayBuffer());
};

const lastSeen = async (): Promise<SeenRequest> =>
  vi.waitFor(() => {
    const seen = fake.requests.at(-1);
    if (seen?.done !== true) {
      throw new Error("the request is still under way");
    }
    return seen;
  });

test.each(["", "chunk=1", "chunk=57,pause=1", "gzip", "gzip,chunk=3"])(
  "a replay by id or name arrives byte by byte as it was, mode '%s'",
  async (mode) => {
    expect((await bytesOf(mode, "s1")).toString()).toBe(STREAM);
    expect((await bytesOf(mode, "a stream")).toString()).toBe(STREAM);
  },
);

test("a replayed stream satisfies the client", async () => {
  const message = await client.messages.stream(ASK, replay("chunk=7")).finalMessage();

  expect(message.id).toBe(MADE.message.id);
  expect(message.usage.output_tokens).toBe(MADE.message.usage.output_tokens);
});

test("a cut breaks the connection after its share, and is not the caller's doing", async () => {
  await expect(bytesOf("cut=0.5")).rejects.toThrow("terminated");

  const seen = await lastSeen();
  expect(seen).toMatchObject({ closedEarly: false, bytesSent: Math.floor(STREAM.length / 2) });
});

test("an early end is an orderly one: the client notices nothing", async () => {
  const events = await everything(
    await client.messages.create({ ...ASK, stream: true }, replay("end=0.5")),
  );

  expect(events.at(-1)?.type).toBe("content_block_delta");
  expect((await bytesOf("end=0.5,gzip")).toString()).toBe(
    STREAM.slice(0, Math.floor(STREAM.length / 2)),
  );
});

test("an error event in the middle comes after whole events and fails the client", async () => {
  const stream = await client.messages.create({ ...ASK, stream: true }, replay("err=0.5"));
  const read = async () => everything(stream);

  await expect(read()).rejects.toMatchObject({ type: "overloaded_error" });
});

test("a slow reader holds the sender: no more than the buffers between them is sent", async () => {
  const megabytes = 40;
  const response = await fetch(`${fake.url}/v1/messages`, {
    method: "POST",
    ...replay(`big=${megabytes}`),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  const seen = fake.requests.at(-1);
  await vi.waitFor(() => {
    expect(seen?.bytesSent).toBeGreaterThan(0);
  });
  expect(seen?.bytesSent).toBeLessThan((megabytes * 1_000_000) / 2);
  await reader?.cancel();

  expect(await lastSeen()).toMatchObject({ closedEarly: true });
});

test("a big replay is as big as asked for and still one valid stream", async () => {
  const stream = await client.messages.create({ ...ASK, stream: true }, replay("big=2"));
  let characters = 0;
  for await (const event of stream) {
    characters +=
      event.type === "content_block_delta" && event.delta.type === "text_delta"
        ? event.delta.text.length
        : 0;
  }

  expect(characters).toBeGreaterThan(1_700_000);
  expect((await lastSeen()).bytesSent).toBeGreaterThan(2_000_000);
});

test("a recorded error keeps its body, loses its masked headers and its long wait", async () => {
  const patient = client.withOptions({ maxRetries: 1 });
  const call = async () => patient.messages.create(ASK, replay("", "e1"));
  await expect(call()).rejects.toMatchObject({ status: 429 });
  await expect(call()).rejects.toHaveProperty("requestID", expect.stringMatching(/^req_01/));

  expect(fake.requests.slice(-2).map(({ status }) => status)).toEqual([429, 429]);
});

test("batch results are found through a batch, as the client looks for them", async () => {
  const options = { headers: { "x-replay": "b1" } };
  const rows = await everything(await client.messages.batches.results("any", {}, options));

  expect(rows).toEqual([RESULT]);
});

const ask = async (name: string, mode: string) => client.messages.create(ASK, replay(mode, name));

test("an unknown exchange and a misspelt mode are refused, not ignored", async () => {
  await expect(ask("s9", "")).rejects.toMatchObject({ status: 404 });
  await expect(ask("s1", "chunks=3")).rejects.toMatchObject({ status: 400 });
  await expect(ask("s1", "cut=2")).rejects.toMatchObject({ status: 400 });
  await expect(ask("s1", "fail=many")).rejects.toMatchObject({ status: 400 });
});
