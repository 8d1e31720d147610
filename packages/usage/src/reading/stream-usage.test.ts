import { fixtures, type Exchange } from "@tokenledger/fixtures";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AnthropicUsage } from "./anthropic-usage.ts";
import { fromAnthropicUsage } from "./from-anthropic-usage.ts";
import { StreamUsage } from "./stream-usage.ts";
import { readStream } from "../testing/read-stream.ts";

const streams = fixtures.filter((exchange) => exchange.kind === "stream");
const named = streams.map((exchange) => [exchange.name, exchange] as const);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const sse = (...events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const start = {
  type: "message_start",
  message: {
    id: "msg_1",
    model: "m",
    usage: { input_tokens: 10, cache_read_input_tokens: 4, output_tokens: 1 },
  },
};
const delta = (usage: object, stopReason: string | null = null): object => ({
  type: "message_delta",
  delta: { stop_reason: stopReason },
  usage,
});

test.each(named)("%s gives its lines, in pieces of any size", (_, exchange) => {
  const [expected] = exchange.expected;
  for (const chunkBytes of [1, 7, 1021, Infinity]) {
    const result = readStream(exchange.body, chunkBytes);
    const usage = result.usage === null ? null : AnthropicUsage.parse(result.usage);
    const model = result.model ?? exchange.requestModel;
    expect(fromAnthropicUsage(usage, { model }).lines).toEqual(expected?.lines);
    expect(result).toMatchObject({
      messageId: expected?.messageId,
      stopReason: expected?.stopReason,
      errorType: expected?.errorType,
      sawStop: expected?.outcome === "complete",
      unreadableEventCount: 0,
    });
  }
});

const anyStream: fc.Arbitrary<Exchange> = fc.constantFrom(
  ...streams.filter((exchange) => exchange.name !== "stream-long"),
);

test("how a stream is cut into pieces makes no difference", () => {
  fc.assert(
    fc.property(anyStream, fc.array(fc.nat(4000), { maxLength: 12 }), (exchange, cuts) => {
      const bytes = bytesOf(exchange.body);
      const stream = new StreamUsage();
      let from = 0;
      for (const to of [...cuts].sort((one, other) => one - other)) {
        stream.push(bytes.subarray(from, to));
        from = Math.min(to, bytes.length);
      }
      stream.push(bytes.subarray(from));
      stream.end();
      expect(stream.result).toEqual(readStream(bytes));
    }),
  );
});

test("lines may end in \\n, \\r\\n or \\r", () => {
  fc.assert(
    fc.property(anyStream, fc.integer({ min: 1, max: 40 }), (exchange, chunkBytes) => {
      const unix = exchange.body.replaceAll("\r\n", "\n");
      const expected = readStream(unix);
      expect(readStream(unix.replaceAll("\n", "\r\n"), chunkBytes)).toEqual(expected);
      expect(readStream(unix.replaceAll("\n", "\r"), chunkBytes)).toEqual(expected);
    }),
  );
});

test("a delta said twice changes nothing", () => {
  const usage = fc.record({ input_tokens: fc.nat(), output_tokens: fc.nat() });
  fc.assert(
    fc.property(fc.array(usage, { minLength: 1, maxLength: 4 }), (usages) => {
      const once = usages.map((each) => delta(each));
      const twice = once.flatMap((event) => [event, event]);
      expect(readStream(sse(start, ...twice))).toEqual(readStream(sse(start, ...once)));
    }),
  );
});

test("a nullable field left out of a delta, or null in it, keeps what was known", () => {
  const fields = {
    input_tokens: fc.constant(null),
    cache_creation_input_tokens: fc.constant(null),
    cache_read_input_tokens: fc.constant(null),
    server_tool_use: fc.constant(null),
  };
  const omitted = readStream(sse(start, delta({ output_tokens: 9 })));
  fc.assert(
    fc.property(fc.record(fields, { requiredKeys: [] }), (nulls) => {
      expect(readStream(sse(start, delta({ ...nulls, output_tokens: 9 })))).toEqual(omitted);
    }),
  );
  expect(omitted.usage).toEqual({ input_tokens: 10, cache_read_input_tokens: 4, output_tokens: 9 });
});

test("a later value replaces an earlier one, smaller or larger, nested objects whole", () => {
  const { usage } = readStream(
    sse(
      start,
      delta({
        input_tokens: 400,
        output_tokens: 5,
        server_tool_use: { web_search_requests: 3, x: 1 },
      }),
      delta({ input_tokens: 2, output_tokens: 7, server_tool_use: { web_search_requests: 4 } }),
    ),
  );
  expect(usage).toEqual({
    input_tokens: 2,
    cache_read_input_tokens: 4,
    output_tokens: 7,
    server_tool_use: { web_search_requests: 4 },
  });
});

test("only the first message_start counts", () => {
  const second = { ...start, message: { id: "msg_2", model: "n", usage: { input_tokens: 99 } } };
  expect(readStream(sse(start, second))).toEqual(readStream(sse(start)));
});

test("a cut at any byte gives what was told before it", () => {
  const exchange = streams.find((each) => each.name === "stream-plain");
  const bytes = bytesOf(exchange?.body ?? "");
  const whole = readStream(bytes);
  fc.assert(
    fc.property(fc.nat(bytes.length), (length) => {
      const { usage, sawStart, sawDelta, unreadableEventCount } = readStream(
        bytes.subarray(0, length),
      );
      expect(unreadableEventCount).toBe(0);
      expect(usage === null).toBe(!sawStart);
      expect(usage?.["input_tokens"]).toBe(sawStart ? 472 : undefined);
      expect(usage).toEqual(sawDelta ? whole.usage : usage);
    }),
  );
});

const block = (contentBlock: object): object => ({
  type: "content_block_start",
  index: 0,
  content_block: contentBlock,
});

test("a fallback block names the model that goes on; other blocks do not", () => {
  const text = block({ type: "text", text: "", to: { model: "x" } });
  const broken = block({ type: "fallback", to: null });
  expect(readStream(sse(start, text, broken)).model).toBe("m");
  const fallback = block({ type: "fallback", to: { model: "second" } });
  expect(readStream(sse(start, fallback, text)).model).toBe("second");
  const turned = {
    content_block: { to: { model: "third" }, type: "fallback" },
    type: "content_block_start",
  };
  expect(readStream(sse(start, turned)).model).toBe("third");
});

const error = (type: unknown): object => ({
  type: "error",
  error: { type, message: "org 0000" },
});

test("an error's type is taken, its message is not, and prose is no type", () => {
  expect(readStream(sse(error("overloaded_error"))).errorType).toBe("overloaded_error");
  expect(readStream(sse(error("Sorry, Jane Doe"))).errorType).toBe("unknown_error");
  expect(readStream(sse({ type: "error" })).errorType).toBe("unknown_error");
  expect(readStream(sse(error("api_error"), error("other_error"))).errorType).toBe("api_error");
});

test("the event name is not needed, and text that looks like an event is not one", () => {
  const exchange = streams.find((each) => each.name === "stream-tool-use");
  const nameless = (exchange?.body ?? "").replaceAll(/^event: .*\n/gmu, "");
  expect(readStream(nameless)).toEqual(readStream(exchange?.body ?? ""));
});

test("data over several lines is one event; comments, ids, a byte order mark and odd spaces do no harm", () => {
  const text = `\uFEFF: hello\nid: 7\nretry: 5\nevent:message_start\ndata:{"type":"message_start",\ndata:  "message":{"id":"msg_1","usage":\ndata:{"input_tokens":3}}}\n\ndata\n\nnonsense\n\n`;
  expect(readStream(text, 3)).toMatchObject({ messageId: "msg_1", usage: { input_tokens: 3 } });
});

test("a key named __proto__ is a key like any other", () => {
  const text = 'data: {"type":"message_delta","usage":{"__proto__":{"a":1},"output_tokens":2}}\n\n';
  expect(JSON.stringify(readStream(text).usage)).toBe('{"__proto__":{"a":1},"output_tokens":2}');
  expect({}).not.toHaveProperty("a");
});

test("it never throws, whatever the bytes", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "data: ",
      "event: message_start\n",
      "\n",
      "\r",
      "\n\n",
      'data:{"type":"message_delta","usage":',
    ),
    fc.json(),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line.map(bytesOf), fc.uint8Array())), (pieces) => {
      const stream = new StreamUsage();
      for (const piece of pieces) stream.push(piece);
      stream.end();
      expect(stream.result.unreadableEventCount).toBeGreaterThanOrEqual(0);
    }),
  );
});

test.each([
  [{ type: "message_start" }],
  [{ type: "message_start", message: 7 }],
  [{ type: "message_start", message: { id: 1, model: [], usage: "x" } }],
  [{ type: "message_delta" }],
  [{ type: "message_delta", delta: [], usage: 5 }],
  [{ type: 5 }],
  [[]],
])("an event of another shape tells nothing: %j", (event) => {
  expect(readStream(sse(event))).toMatchObject({ usage: null, model: null, messageId: null });
});

test("broken JSON in an event that matters is counted", () => {
  const text = `${sse(start)}event: message_delta\ndata: {"type":"message_delta","usage":{\n\n${sse(start)}`;
  expect(readStream(text).unreadableEventCount).toBe(1);
});

test("what comes after the end is ignored, and ending twice is no error", () => {
  const stream = new StreamUsage();
  stream.push(bytesOf(sse(start)));
  stream.end();
  stream.push(bytesOf(sse(delta({ output_tokens: 99 }))));
  stream.end();
  expect(stream.result.usage).toMatchObject({ output_tokens: 1 });
});
