import type { Exchange } from "@tokenledger/fake-anthropic";
import { fixtures, type ExpectedLine } from "@tokenledger/fixtures";
import { afterEach, expect, test } from "vitest";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";
import type { OpenTelemetryOptions, TelemetrySpan } from "./telemetry-options.ts";

const exchanges = fixtures.map((exchange): Exchange => ({ id: exchange.name, ...exchange }));
const ASK = {
  model: "claude-sonnet-5-5",
  max_tokens: 9,
  messages: [{ role: "user" as const, content: "hi" }],
};

let rig: CaptureRig | null = null;

afterEach(async () => {
  await rig?.close();
});

class Recorder {
  readonly added: { name: string; value: number; attributes: Record<string, string> }[] = [];
  readonly attributes = new Map<string, unknown>();
  readonly span: TelemetrySpan = {
    setAttribute: (name, value) => this.attributes.set(name, value),
  };
  readonly options: OpenTelemetryOptions = {
    activeSpan: () => this.span,
    meter: {
      createCounter: (name) => ({
        add: (value, attributes = {}) => this.added.push({ name, value, attributes }),
      }),
    },
  };

  total(part: string): number {
    return this.added
      .filter(({ name }) => name === `gen_ai.client.inference.usage.${part}`)
      .reduce((sum, { value }) => sum + value, 0);
  }
}

const replay = async (name: string, options: OpenTelemetryOptions): Promise<void> => {
  rig = await startCaptureRig(exchanges, { openTelemetry: options, onTrouble: () => undefined });
  await rig.anthropic.messages
    .create(ASK, { headers: { "x-replay": name }, maxRetries: 0 })
    .catch(() => undefined);
  await rig.records();
};

const linesOf = (name: string): readonly ExpectedLine[] =>
  fixtures.find((exchange) => exchange.name === name)?.expected[0]?.lines ?? [];

const sumOf = (name: string, pick: (line: ExpectedLine) => number): number =>
  linesOf(name).reduce((sum, line) => sum + pick(line), 0);

test("a call with cache is counted inclusively, and its span says the same", async () => {
  const recorder = new Recorder();
  await replay("cache-both", recorder.options);
  const writes = sumOf("cache-both", (line) => line.cacheWrite5mTokens + line.cacheWrite1hTokens);
  const uncached = sumOf("cache-both", (line) => line.inputTokens + line.cacheReadTokens);
  const input = uncached + writes;
  expect(writes).toBeGreaterThan(0);
  expect(recorder.total("input_tokens")).toBe(input);
  expect(recorder.total("cache_write.input_tokens")).toBe(writes);
  expect(Object.fromEntries(recorder.attributes)).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "anthropic",
    "gen_ai.request.model": ASK.model,
    "gen_ai.usage.input_tokens": input,
    "gen_ai.usage.cache_creation.input_tokens": writes,
  });
});

test("what is billed beside the message is counted under its own model", async () => {
  const recorder = new Recorder();
  await replay("advisor", recorder.options);
  const lines = linesOf("advisor");
  const models = recorder.added.map(({ attributes }) => attributes["gen_ai.response.model"]);
  expect(new Set(models)).toEqual(new Set(lines.map((line) => line.model)));
  expect(lines.length).toBeGreaterThan(1);
  expect(recorder.total("output_tokens")).toBe(sumOf("advisor", (line) => line.outputTokens));
});

test("a failed call is counted with zeros, and its span has the error", async () => {
  const recorder = new Recorder();
  await replay("error-rate-limit", recorder.options);
  expect(recorder.added.length).toBeGreaterThan(0);
  expect(recorder.total("input_tokens")).toBe(0);
  expect(recorder.attributes.get("error.type")).toBe("rate_limit_error");
});

const broken = (): never => {
  throw new Error("a fault of the telemetry");
};

test.each([
  ["making a counter", { meter: { createCounter: broken } }],
  ["counting", { meter: { createCounter: () => ({ add: broken }) } }],
  ["finding the span", { activeSpan: broken }],
  ["describing", { activeSpan: () => ({ setAttribute: broken }) }],
])("telemetry that throws while %s costs no record", async (_moment, options) => {
  await replay("message-plain", options);
  expect(rig?.server.records.size).toBe(1);
});
