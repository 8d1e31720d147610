/**
 * `npm run bench -w packages/sdk`: what recording costs, and what the hook costs a call. Loopback only; about 20 s. Prints one line a measurement.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Anthropic from "@anthropic-ai/sdk";
import { startFakeAnthropic } from "@tokenledger/fake-anthropic";
import { Tokenledger } from "../src/index.ts";
import { startCollectServer } from "../src/testing/collect-server.ts";

const USAGE = {
  input_tokens: 2_095,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 8_192,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: 503,
  service_tier: "standard",
};
const RECORD_COUNT = 100_000;
const CALL_COUNT = 1_000;
const STREAM_COUNT = 8;
const ASK = {
  model: "claude-haiku-4-5",
  max_tokens: 200,
  messages: [{ role: "user" as const, content: "hello" }],
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const print = (name: string, times: readonly number[], unit: string): void => {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(sorted, share).toFixed(2));
  process.stdout.write(`${name}: p50 ${p50} ${unit}, p99 ${p99} ${unit}, n ${times.length}\n`);
};

/** Nobody listens: the backlog grows for the whole run. */
const benchRecord = async (name: string, directory: string | null): Promise<void> => {
  const ledger = new Tokenledger({
    url: "http://127.0.0.1:9",
    accessKey: "k",
    spool: directory === null ? false : { directory },
    memoryCountMax: directory === null ? RECORD_COUNT * 2 : undefined,
    memoryBytesMax: directory === null ? 1e9 : undefined,
    onDrop: () => undefined,
  });
  const times: number[] = [];
  for (let index = 0; index < RECORD_COUNT; index += 1) {
    const start = process.hrtime.bigint();
    ledger.record({
      usage: USAGE,
      model: ASK.model,
      messageId: "msg_01",
      user: "u_42",
      feature: "chat",
    });
    times.push(Number(process.hrtime.bigint() - start) / 1_000);
    if (index % 1_000 === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  print(name, times.slice(RECORD_COUNT / 10), "us");
  await ledger.close({ timeoutMs: 0 });
};

const benchCalls = async (clients: Readonly<Record<string, Anthropic>>): Promise<void> => {
  const times = new Map<string, number[]>();
  // In turns: whatever else the machine does meets all of them alike.
  for (let index = 0; index < CALL_COUNT; index += 1) {
    for (const [name, client] of Object.entries(clients)) {
      const start = performance.now();
      await client.messages.create(ASK);
      times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
    }
  }
  times.forEach((list, name) => print(`small call, ${name}`, list.slice(CALL_COUNT / 10), "ms"));
};

const benchStreams = async (clients: Readonly<Record<string, Anthropic>>): Promise<void> => {
  const headers = { "x-replay-mode": "big=20" };
  const times = new Map<string, number[]>();
  for (let index = 0; index < STREAM_COUNT; index += 1) {
    for (const [name, client] of Object.entries(clients)) {
      const start = performance.now();
      const response = await client.messages
        .create({ ...ASK, stream: true }, { headers })
        .asResponse();
      await response.arrayBuffer();
      times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
    }
  }
  times.forEach((list, name) => print(`20 MB stream, ${name}`, list, "ms"));
};

const directory = mkdtempSync(path.join(tmpdir(), "sdk-bench-"));
const fake = await startFakeAnthropic();
const server = await startCollectServer();
const ledger = new Tokenledger({ url: server.url, accessKey: "k", spool: { directory } });
const baseURL = fake.url;
const clients = {
  "no hook": new Anthropic({ apiKey: "k", baseURL }),
  middleware: new Anthropic({ apiKey: "k", baseURL, middleware: [ledger.middleware()] }),
  fetch: new Anthropic({ apiKey: "k", baseURL, fetch: ledger.fetch() }),
};

await benchRecord("record(), memory alone", null);
await benchRecord("record(), with spool", path.join(directory, "away"));
await benchCalls(clients);
await benchStreams(clients);
await ledger.close();
await server.close();
await fake.close();
rmSync(directory, { recursive: true, force: true });
