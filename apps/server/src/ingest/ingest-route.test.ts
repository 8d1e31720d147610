import { BODY_BYTES_MAX, BusyError, UnavailableError } from "@tokenledger/usage";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { ingestClient } from "../testing/ingest-client.ts";
import { rawCall, type RawAnswer, type RawCall } from "../testing/raw-call.ts";

let server: BenchServer;
let token: string;

const post = (call: RawCall & { readonly path?: string }): Promise<RawAnswer> =>
  rawCall(`${server.url}/trpc/ingest/${call.path ?? "usage.collect"}`, {
    ...call,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      ...call.headers,
    },
  });

const reasonOf = ({ body }: RawAnswer): unknown =>
  /"reason":"([A-Z_]+)"/.exec(body)?.[1] ?? body.slice(0, 200);

/** A record as JSON, stretched to so many bytes by blanks. */
const bodyOf = (byteCount: number): string =>
  JSON.stringify(makeRecord({ eventId: makeEventId(server.admin.clock.now()) })).padEnd(byteCount);

beforeEach(async () => {
  server = await startBenchServer();
  token = server.keys.add().token;
});

afterEach(async () => {
  await server.close();
});

test("tRPC's own client is answered as it expects: results, refusals and failures", async () => {
  const record = makeRecord({ eventId: makeEventId(server.admin.clock.now()) });
  const { usage } = ingestClient(server.url, token);
  expect(await usage.collect.mutate(record)).toStrictEqual({ status: "accepted" });
  expect(await usage.collectBatch.mutate({ records: [record, 4] })).toStrictEqual({
    results: [
      { status: "duplicate" },
      expect.objectContaining({ status: "rejected", code: "invalid" }),
    ],
    serverTimeMs: server.admin.clock.now(),
  });
  const failure = await ingestClient(server.url, "tl_x")
    .usage.collect.mutate(record)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TRPCClientError);
  expect(failure).toMatchObject({ data: { httpStatus: 401, reason: "KEY_INVALID" } });
});

test("the head alone refuses an unknown caller: the body need not come", async () => {
  const headers = { "content-length": String(BODY_BYTES_MAX) };
  for (const authorization of ["", "Bearer", "Basic YTpi", "Bearer tl_garbage", token]) {
    const answer = await post({ headers: { ...headers, authorization }, body: null });
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(reasonOf(answer)).toMatch(/^KEY_(MISSING|INVALID)$/);
  }
});

test("a body that says it is too large is refused unread, whoever sends it", async () => {
  for (const authorization of ["", `Bearer ${token}`]) {
    const length = String(10 * 1024 ** 3);
    const headers = { "content-length": length, connection: "keep-alive", authorization };
    const answer = await post({ headers, body: null });
    expect([answer.status, reasonOf(answer)]).toStrictEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect(answer.headers.connection).toBe("close");
  }
});

test("a body of 1 MiB is taken, one byte more is not, said or unsaid", async () => {
  for (const [byteCount, status] of [
    [BODY_BYTES_MAX - 1, 200],
    [BODY_BYTES_MAX, 200],
    [BODY_BYTES_MAX + 1, 413],
  ] as const) {
    const body = bodyOf(byteCount);
    expect((await post({ body })).status).toBe(status);
    const halves = [body.slice(0, byteCount / 2), body.slice(byteCount / 2)];
    const headers = { "transfer-encoding": "chunked" };
    expect((await post({ headers, body: halves })).status).toBe(status);
  }
});

test("an unknown caller who does not say how much is coming is not listened to", async () => {
  const answer = await post({
    headers: { "transfer-encoding": "chunked", connection: "keep-alive", authorization: "" },
    body: null,
  });
  expect(answer.status).toBe(401);
  expect(answer.headers.connection).toBe("close");
});

test("nothing but plain JSON by POST is read, and what else comes has no effect", async () => {
  const body = bodyOf(500);
  for (const headers of [
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "multipart/form-data; boundary=x" },
    { "content-type": "text/plain" },
    { "content-type": "application/octet-stream" },
    { "content-type": "" },
    { "content-encoding": "gzip" },
  ]) {
    expect((await post({ headers, body })).status).toBe(415);
  }
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const answer = await post({ method, body: method === "GET" ? "" : body });
    expect([method, answer.status]).toStrictEqual([method, 405]);
  }
  const charset = { "content-type": "Application/JSON; charset=utf-8" };
  expect(server.buffer.records.size).toBe(0);
  expect((await post({ headers: charset, body })).status).toBe(200);
});

test("no batching of calls, no query, no other path", async () => {
  const body = JSON.stringify({ 0: makeRecord(), 1: makeRecord() });
  for (const [path, status] of [
    ["usage.collect?batch=1", 400],
    ["usage.collect,usage.collect?batch=1", 400],
    ["usage.collect?input=%7B%7D", 400],
    ["usage.collect,usage.collect", 404],
    ["usage.nothing", 404],
    ["__proto__", 404],
    ["constructor", 404],
  ] as const) {
    expect([path, (await post({ path, body })).status]).toStrictEqual([path, status]);
  }
  expect(server.buffer.records.size).toBe(0);
});

test("a body that is not JSON is refused without repeating it", async () => {
  for (const body of ["", "{", "canary-5a1c", '{"a":canary-5a1c}', "[".repeat(100_000)]) {
    const answer = await post({ body });
    expect([answer.status, reasonOf(answer)]).toStrictEqual([400, "PARSE_ERROR"]);
    expect(answer.body).not.toContain("canary-5a1c");
  }
});

test("a key that answered once and is disabled now is refused with its reason", async () => {
  const { token: doomed, key } = server.keys.add();
  const headers = { authorization: `Bearer ${doomed}` };
  expect((await post({ headers, body: bodyOf(0) })).status).toBe(200);
  server.keys.change(key.keyId, { disabledAt: new Date(0) });
  server.admin.clock.advance(5000);
  const answer = await post({ headers, body: bodyOf(0) });
  expect([answer.status, reasonOf(answer)]).toStrictEqual([401, "KEY_DISABLED"]);
});

test("a full buffer and an absent one are 503 with Retry-After in whole seconds", async () => {
  server.buffer.failure = new BusyError("full", { retryAfterMs: 1001 });
  const busy = await post({ body: bodyOf(0) });
  expect([busy.status, reasonOf(busy), busy.headers["retry-after"]]).toStrictEqual([
    503,
    "BUSY",
    "2",
  ]);
  server.buffer.failure = new UnavailableError("away");
  const away = await post({ body: bodyOf(0) });
  expect([away.status, reasonOf(away), away.headers["retry-after"]]).toStrictEqual([
    503,
    "UNAVAILABLE",
    "1",
  ]);
});

test("an unforeseen failure is 500, its cause in the log under the request's id and nowhere else", async () => {
  server.buffer.failure = new TypeError("the cause 81f2");
  const answer = await post({ body: bodyOf(0) });
  expect([answer.status, reasonOf(answer)]).toStrictEqual([500, "INTERNAL"]);
  expect(answer.body).not.toMatch(/81f2|stack|\.ts/);
  const line = server.log.lines.find((text) => text.includes("the cause 81f2"));
  expect(line).toContain(`"reqId":"${String(answer.headers["x-request-id"])}"`);
});

test("refused calls are counted by reason", async () => {
  await post({ headers: { authorization: "" }, body: "" });
  await post({ headers: { authorization: "Bearer x" }, body: "" });
  await post({ method: "GET" });
  await post({ body: "{" });
  expect(server.counters.figures().refusedCalls).toStrictEqual({
    KEY_MISSING: 1,
    KEY_INVALID: 1,
    METHOD_NOT_SUPPORTED: 1,
    PARSE_ERROR: 1,
  });
});

test("a sender who leaves in the middle of a body harms nobody", async () => {
  const controller = new AbortController();
  const body = new ReadableStream({
    start: (stream) => {
      stream.enqueue(new TextEncoder().encode('{"eventId":'));
    },
  });
  const left = fetch(`${server.url}/trpc/ingest/usage.collect`, {
    method: "POST",
    body,
    duplex: "half",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    signal: controller.signal,
  }).catch(() => "left");
  await expect.poll(() => server.keys.questionCount).toBe(1);
  controller.abort();
  expect(await left).toBe("left");
  await expect
    .poll(() => server.counters.figures().refusedCalls)
    .toStrictEqual({ CLIENT_CLOSED_REQUEST: 1 });
  expect((await post({ body: bodyOf(0) })).status).toBe(200);
});

test("a head and a body have 30 seconds to arrive, however many send them a letter at a time", () => {
  // Node ends what is slower: https://nodejs.org/api/http.html#serverrequesttimeout
  const { requestTimeout, headersTimeout } = server.app.server;
  expect({ requestTimeout, headersTimeout }).toEqual({
    requestTimeout: 30_000,
    headersTimeout: 30_000,
  });
});

test("answers to collect carry none of the page's headers, and are never kept by a cache", async () => {
  const { headers } = await post({ body: bodyOf(0) });
  expect(headers["content-security-policy"]).toBeUndefined();
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});
