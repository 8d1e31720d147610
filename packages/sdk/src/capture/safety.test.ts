import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ASK } from "../testing/ask.ts";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";
import type { Trouble } from "../tokenledger-options.ts";

let rig: CaptureRig;
const troubles: Trouble[] = [];
const broken = (): never => {
  throw new Error("a fault of the hook");
};

beforeEach(async () => {
  troubles.length = 0;
  rig = await startCaptureRig([], {
    onTrouble: (trouble) => {
      troubles.push(trouble);
      broken();
    },
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rig.close();
});

const MESSAGE = {
  id: "msg_1",
  type: "message",
  model: "claude-haiku-4-5",
  usage: { input_tokens: 1, output_tokens: 2 },
};
const URL_OF_MESSAGES = "https://api.anthropic.com/v1/messages";

/** Passes one response through the middleware. */
const through = (response: Response, headers = new Headers()): Promise<Response> =>
  rig.ledger.middleware()({ url: URL_OF_MESSAGES, method: "POST", headers, body: "{}" }, () =>
    Promise.resolve(response),
  );

test("a `resolve` that throws costs the attribution alone", async () => {
  const other = await startCaptureRig([], { resolve: broken, onTrouble: () => undefined });
  await other.anthropic.messages.create(ASK);
  expect(await other.records()).toMatchObject([{ outcome: "complete" }]);
  await other.close();
});

test.each([
  ["before the call", () => vi.spyOn(URL, "canParse").mockImplementation(broken)],
  ["while the record is made", () => vi.spyOn(performance, "now").mockImplementation(broken)],
  ["while the record is kept", () => vi.spyOn(Buffer, "byteLength").mockImplementation(broken)],
])("a hook that fails %s fails nobody's call", async (_moment, spoil) => {
  spoil();
  const response = await through(Response.json(MESSAGE));
  const read: unknown = await response.json();
  vi.restoreAllMocks();
  expect(read).toEqual(MESSAGE);
});

test("a header that cannot be read leaves the call as it was", async () => {
  const headers = new Headers();
  vi.spyOn(headers, "get").mockImplementation(broken);
  const response = await through(Response.json(MESSAGE), headers);
  await expect(response.json()).resolves.toEqual(MESSAGE);
  expect(troubles).toMatchObject([{ code: "capture" }]);
  expect(rig.ledger.health().uncapturedCount).toBe(1);
});

test("an error of the call itself is passed on as it is", async () => {
  const failure = new TypeError("fetch failed");
  const middleware = rig.ledger.middleware();
  const request = { url: URL_OF_MESSAGES, method: "POST", headers: new Headers() };
  await expect(middleware(request, () => Promise.reject(failure))).rejects.toBe(failure);
  await expect(middleware(request, broken)).rejects.toThrow("a fault of the hook");
  expect(await rig.records()).toMatchObject([
    { outcome: "no_response", errorType: "TypeError" },
    { outcome: "no_response" },
  ]);
});

test.each([
  ["without a body", new Response(null, { status: 204 }), "truncated"],
  [
    "whose status no Response can have",
    Object.defineProperty(new Response("x"), "status", { value: 999 }),
    "truncated",
  ],
  [
    "whose body is no web stream",
    Object.defineProperty(new Response("x"), "body", { value: Readable.from(["x"]) }),
    "truncated",
  ],
])(
  "a response %s is given back as it is, and leaves a record",
  async (_case, response, outcome) => {
    await expect(through(response)).resolves.toBe(response);
    expect(await rig.records()).toMatchObject([{ outcome, usage: null }]);
  },
);

test("a body that somebody is reading already is left to him", async () => {
  const response = Response.json(MESSAGE);
  const reader = response.body?.getReader();
  await expect(through(response)).resolves.toBe(response);
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe(JSON.stringify(MESSAGE));
});

test("an answer that is no message is recorded without counts", async () => {
  const response = await through(
    new Response("<html>", { headers: { "content-type": "text/html" } }),
  );
  await response.text();
  expect(await rig.records()).toMatchObject([{ outcome: "truncated", usage: null }]);
});

test("the words of an error are not kept, and prose is no error type", async () => {
  const error = {
    type: "error",
    error: { type: "Your organization 1234 has no credit", message: "secret" },
  };
  await (await through(Response.json(error, { status: 400 }))).text();
  const [record] = await rig.records();
  expect(record).toMatchObject({ outcome: "error", errorType: "http_400", status: 400 });
  expect(JSON.stringify(record)).not.toMatch(/1234|secret/u);
});

test("a reader that stops reaches the source, with its reason, and an error of the source reaches the reader", async () => {
  const cancelled = vi.fn<(reason: unknown) => void>();
  const response = await through(new Response(new ReadableStream({ cancel: cancelled })));
  await response.body?.cancel("enough");
  expect(cancelled).toHaveBeenCalledExactlyOnceWith("enough");
  const failure = new Error("the source failed");
  const failing = new ReadableStream({ pull: (controller) => controller.error(failure) });
  const failed = await through(new Response(failing));
  await expect(failed.text()).rejects.toBe(failure);
  expect((await rig.records()).map((record) => record.outcome)).toEqual([
    "cancelled",
    "transport_error",
  ]);
});

test("a long error body thrown away unread is read in part and let go", async () => {
  let sent = 0;
  const cancelled = vi.fn<() => void>();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 10_000;
      controller.enqueue(new TextEncoder().encode("x".repeat(10_000)));
    },
    cancel: cancelled,
  });
  const response = await through(new Response(body, { status: 500 }));
  await response.body?.cancel();
  await expect.poll(async () => (await rig.records()).length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => cancelled.mock.calls.length, { timeout: 10_000 }).toBe(1);
  expect(sent).toBeLessThan(150_000);
});
