import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AnthropicUsage } from "./anthropic-usage.ts";
import { fromAnthropicUsage } from "./from-anthropic-usage.ts";
import { readStream } from "../testing/read-stream.ts";
import {
  factsOf,
  recordedExchanges,
  type RecordedFacts,
  type Recording,
} from "../testing/recorded-exchanges.ts";
import type { UsageLine } from "../record/usage-line.ts";

const recordings = recordedExchanges();
const isAbsent = recordings === null;
const of = (...kinds: readonly string[]): readonly Recording[] =>
  (recordings ?? []).filter((recording) => kinds.includes(recording.kind));

const Body = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  usage: AnthropicUsage.nullish(),
});

const Row = z.object({ result: z.looseObject({ message: Body.optional() }) });

const cacheWrites = (line: UsageLine): number =>
  line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;

const sum = (lines: readonly UsageLine[]) => ({
  input_tokens: lines.reduce((total, line) => total + line.inputTokens, 0),
  cache_creation_input_tokens: lines.reduce((total, line) => total + cacheWrites(line), 0),
  cache_read_input_tokens: lines.reduce((total, line) => total + line.cacheReadTokens, 0),
  output_tokens: lines.reduce((total, line) => total + line.outputTokens, 0),
});

const none = sum([]);

const expectSplit = (line: UsageLine, ttl: RecordedFacts["cache_ttl"]): void => {
  switch (ttl?.rule) {
    case "nested":
    case "iterations":
      expect(line).toMatchObject({
        cacheWrite5mTokens: ttl["5m"],
        cacheWrite1hTokens: ttl["1h"],
        cacheWriteUnsplitTokens: 0,
      });
      break;
    case "stale":
      expect(line.cacheWriteUnsplitTokens).toBeGreaterThan(0);
      break;
    case "absent":
    case undefined:
      expect(line).toMatchObject({ cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 });
  }
};

const expectAgreement = (usage: unknown, facts: RecordedFacts): void => {
  const { lines } = fromAnthropicUsage(AnthropicUsage.parse(usage), {
    model: facts.response_model ?? null,
  });
  const [message, ...beside] = lines;
  expect(sum([message])).toEqual({
    input_tokens: facts.input_tokens,
    cache_creation_input_tokens: facts.cache_creation_input_tokens,
    cache_read_input_tokens: facts.cache_read_input_tokens,
    output_tokens: facts.output_tokens,
  });
  expect(sum(beside)).toEqual(facts.beyond_top_level ?? none);
  expectSplit(message, facts.cache_ttl);
  expect(message).toMatchObject({
    kind: "message",
    model: facts.response_model ?? null,
    thinkingTokens: facts.thinking_tokens ?? null,
    webSearchRequests: facts.web_search_requests ?? 0,
    webFetchRequests: facts.web_fetch_requests ?? 0,
    serviceTier: facts.service_tier ?? null,
    speed: facts.speed ?? null,
    inferenceGeo: facts.inference_geo ?? null,
  });
};

const expectStreamAgreement = (recording: Recording, chunkBytes: number): void => {
  const result = readStream(recording.body_text ?? "", chunkBytes);
  const [facts] = factsOf(recording);
  if (facts === undefined) throw new Error(`${recording.id} tells nothing`);
  expect(result).toEqual({
    usage: facts.final_usage ?? null,
    model: facts.response_model ?? null,
    messageId: facts.message_id ?? null,
    stopReason: facts.stop_reason ?? null,
    errorType: facts.error_type ?? null,
    sawStart: true,
    sawDelta: result.sawDelta,
    sawStop: facts.complete,
    unreadableEventCount: 0,
  });
  expectAgreement(result.usage, facts);
};

const expectFileAgreement = (recording: Recording): void => {
  const rows = (recording.body_text ?? "").trim().split("\n");
  const facts = factsOf(recording);
  expect(rows.length).toBe(facts.length);
  for (const [index, row] of rows.entries()) {
    const { message } = Row.parse(JSON.parse(row)).result;
    const expected = facts[index];
    if (expected !== undefined) expectAgreement(message?.usage ?? {}, expected);
  }
};

const expectNothing = (recording: Recording): void => {
  const body = Body.safeParse(recording.body).data;
  expect(sum(fromAnthropicUsage(body?.usage ?? null, { model: null }).lines)).toEqual(none);
  expect(readStream(recording.body_text ?? "").usage).toBeNull();
};

describe("recorded traffic (skipped where ../shared/realdata is not beside the repository)", () => {
  test.skipIf(isAbsent)("every message gives the counts it was billed for", () => {
    const messages = of("message");
    for (const recording of messages) {
      const { usage } = Body.parse(recording.body);
      for (const facts of factsOf(recording)) expectAgreement(usage, facts);
    }
    expect(messages.length).toBeGreaterThan(290);
  });

  test.skipIf(isAbsent).each([1, 7, 1021])(
    "every stream gives the counts it was billed for, in pieces of %i bytes",
    (chunkBytes) => {
      const streams = of("stream", "bedrock_stream");
      for (const recording of streams) expectStreamAgreement(recording, chunkBytes);
      expect(streams.length).toBeGreaterThan(150);
    },
  );

  test.skipIf(isAbsent)("every batch result gives the counts it was billed for", () => {
    const files = of("batch_results");
    for (const recording of files) expectFileAgreement(recording);
    expect(files.length).toBeGreaterThan(0);
  });

  test.skipIf(isAbsent)("no error, token count, batch or completion bills anything", () => {
    const free = of("error", "count_tokens", "batch", "text_completion");
    for (const recording of free) expectNothing(recording);
    expect(free.length).toBeGreaterThan(40);
  });
});
