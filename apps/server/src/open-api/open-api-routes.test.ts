import { Validator } from "@seriousme/openapi-schema-validator";
import { adminRules, ingestRules, operations } from "@tokenledger/api";
import { UnavailableError, wholeUsage } from "@tokenledger/usage";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { rawCall, type RawAnswer, type RawCall } from "../testing/raw-call.ts";

let server: BenchServer;
let session: string;

const Refusal = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    retryAfterMs: z.number().optional(),
    requestId: z.uuid(),
  }),
});

const ask = async (path: string, call: RawCall = {}): Promise<RawAnswer> =>
  rawCall(`${server.url}/api/v1${path}`, {
    method: "GET",
    ...call,
    headers: { authorization: `Bearer ${session}`, ...call.headers },
  });

const refusalOf = ({ status, body }: RawAnswer): readonly [number, string] => [
  status,
  Refusal.parse(JSON.parse(body)).error.code,
];

const RANGE = "startDate=2026-11-01T00:00:00Z&endDate=2026-11-02T00:00:00Z";
const filter = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-11-02T00:00:00Z"),
};

beforeEach(async () => {
  server = await startBenchServer();
  session = await server.admin.openSession(await server.admin.addMember("analyst"));
});

afterEach(async () => {
  await server.close();
});

test("the document is valid OpenAPI 3.1 and names every question and the whole of collect", async () => {
  const { status, body } = await rawCall(`${server.url}/api/v1/openapi.json`, { method: "GET" });
  expect(status).toBe(200);
  const document = z
    .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(body));
  const { valid, errors } = await new Validator().validate({ ...document });
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe("3.1.0");
  const questions = adminRules.filter(({ type }) => type === "query");
  for (const { path } of [...ingestRules, ...questions]) {
    expect(Object.keys(document.paths)).toContain(`/${path.replaceAll(".", "/")}`);
  }
});

test("whoever may not ask through tRPC may not ask here: every operation, nobody and a role without the permission", async () => {
  const member = await server.admin.openSession(await server.admin.addMember("member"));
  const memberHolds = new Set(["usage.read", "session"]);
  for (const { url, method, permission, router } of operations) {
    const call = { method, headers: { "content-type": "application/json", authorization: "" } };
    expect([url, (await ask(url, call)).status]).toEqual([url, 401]);
    const headers = { ...call.headers, authorization: `Bearer ${member}` };
    const { status } = await ask(url, { method, headers });
    const isAllowed = router === "admin" && memberHolds.has(permission);
    const expected = isAllowed ? [200, 400] : [router === "ingest" ? 401 : 403];
    expect([url, expected]).toEqual([url, expect.arrayContaining([status])]);
  }
});

test("a cookie is nobody here: other sites' pages would carry it", async () => {
  const headers = { authorization: "", cookie: `tl_session=${session}` };
  expect(refusalOf(await ask(`/admin/systemOverview?${RANGE}`, { headers }))).toEqual([
    401,
    "SESSION_INVALID",
  ]);
});

test("a query string becomes the procedure's input: times, lists, numbers", async () => {
  await ask(`/admin/systemOverview?${RANGE}&models=a&models=b&features=c`);
  expect(server.admin.queries.asked.at(-1)).toEqual([
    "overview",
    wholeUsage,
    { ...filter, models: ["a", "b"], features: ["c"] },
  ]);
  const again = JSON.stringify({
    startDate: "2026-10-01T00:00:00Z",
    endDate: "2026-10-02T00:00:00Z",
  });
  await ask(`/admin/systemOverview?${RANGE}&statuses=404&statuses=5xx&compare=${again}`);
  expect(server.admin.queries.asked.at(-1)).toEqual([
    "overview",
    wholeUsage,
    {
      ...filter,
      statuses: [404, "5xx"],
      compare: { startDate: new Date("2026-10-01"), endDate: new Date("2026-10-02") },
    },
  ]);
  await ask(`/admin/systemOverview?${RANGE}&compare=previous`);
  expect(server.admin.queries.asked.at(-1)).toMatchObject([
    "overview",
    wholeUsage,
    { compare: "previous" },
  ]);
  await ask(`/admin/topConsumers?${RANGE}&dimensionType=user&countMax=3`);
  expect(server.admin.queries.asked.at(-1)).toEqual([
    "topConsumers",
    wholeUsage,
    "user",
    { ...filter, rankBy: "tokens" },
    3,
  ]);
});

test("sums are decimal strings, times ISO 8601", async () => {
  const { body, headers } = await ask(`/admin/systemOverview?${RANGE}`);
  expect(JSON.parse(body)).toMatchObject({
    requests: "0",
    costPicoUsd: "0",
    activeUsers: 0,
    completeUntil: "1970-01-01T00:00:00.000Z",
  });
  expect(headers["cache-control"]).toBe("no-store");
});

test("a misspelt or repeated filter is refused, not ignored, and a wrong value names its field", async () => {
  for (const [query, said] of [
    [`${RANGE}&modles=a`, "parameter"],
    [`${RANGE}&__proto__=a`, "parameter"],
    [`startDate=2026-01-01&${RANGE}`, "startDate"],
    ["startDate=yesterday&endDate=2026-11-02", "startDate"],
    ["endDate=2026-11-02", "startDate"],
  ] as const) {
    const answer = await ask(`/admin/systemOverview?${query}`);
    expect(refusalOf(answer)).toEqual([400, "INVALID_INPUT"]);
    expect(answer.body).toContain(said);
  }
});

test("what does not fit a query string is asked by POST", async () => {
  const body = JSON.stringify({ figure: filter });
  const call = { method: "POST", headers: { "content-type": "application/json" }, body };
  const answer = await ask("/usage/explain", call);
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
    200,
    { record: null, figure: { costPicoUsd: "0" } },
  ]);
  expect(server.admin.money.asked.at(-1)).toEqual(["explainFigure", wholeUsage, filter]);
});

test("collect records with an access key, and answers record by record", async () => {
  const { token } = server.keys.add();
  const record = makeRecord({ eventId: makeEventId(server.admin.clock.now()) });
  const post = async (path: string, content: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify(content);
    return JSON.parse((await ask(path, { method: "POST", headers, body })).body);
  };
  expect(await post("/usage/collect", record)).toEqual({ status: "accepted" });
  expect(await post("/usage/collectBatch", { records: [record, 4] })).toMatchObject({
    results: [{ status: "duplicate" }, { status: "rejected", code: "invalid" }],
  });
});

test("what is wrong with a call itself is said in the same words, and nothing of the inside", async () => {
  const json = { "content-type": "application/json" };
  expect(refusalOf(await ask("/nothing"))).toEqual([404, "NO_PROCEDURE"]);
  expect(refusalOf(await ask("/usage/collect"))).toEqual([405, "METHOD_NOT_SUPPORTED"]);
  expect(refusalOf(await ask("/usage/explain", { method: "POST" }))).toEqual([
    415,
    "UNSUPPORTED_MEDIA_TYPE",
  ]);
  const garbage = { method: "POST", headers: json, body: "canary{" };
  const answer = await ask("/usage/explain", garbage);
  expect(refusalOf(answer)).toEqual([400, "PARSE_ERROR"]);
  expect(answer.body).not.toContain("canary");
  const large = { method: "POST", headers: json, body: " ".repeat(300_000) };
  expect(refusalOf(await ask("/usage/explain", large))).toEqual([413, "PAYLOAD_TOO_LARGE"]);
});

test("failures inside come out as a number, a word and the id to look for in the log", async () => {
  server.admin.queries.overview = async () => Promise.reject(new TypeError("inside 81f2"));
  const failed = await ask(`/admin/systemOverview?${RANGE}`);
  expect(refusalOf(failed)).toEqual([500, "INTERNAL"]);
  expect(failed.body).not.toContain("81f2");
  expect(server.log.text).toContain("inside 81f2");
  server.admin.queries.overview = async () => Promise.reject(new UnavailableError("away"));
  const away = await ask(`/admin/systemOverview?${RANGE}`);
  expect(refusalOf(away)).toEqual([503, "UNAVAILABLE"]);
  expect(away.headers["retry-after"]).toBe("1");
});
