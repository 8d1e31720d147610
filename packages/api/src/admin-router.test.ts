import { BusyError, UnavailableError, wholeUsage } from "@tokenledger/usage";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { hashSecret, parseAccessKey } from "./access-keys/access-key-token.ts";
import { AdminBench } from "./testing/admin-bench.ts";
import { TEST_PEPPER } from "./testing/memory-keys.ts";

const range = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-11-08T00:00:00Z"),
};
const questions = [
  "usage.timeHistogram",
  "usage.tail",
  "usage.accessKeyStatistics",
  "usage.userStatistics",
  "usage.trends",
  "usage.details",
  "admin.systemOverview",
  "admin.topConsumers",
];

const Created = z.object({ token: z.string(), accessKey: z.unknown() });

let bench: AdminBench;
let token: string;

const ask = (path: string, input: object = {}): Promise<unknown> =>
  bench.call(path, token, {
    ...range,
    ...(path === "admin.topConsumers" && { dimensionType: "user" }),
    ...input,
  });

beforeEach(async () => {
  bench = new AdminBench();
  token = await bench.openSession(await bench.addMember("owner"));
});

test("every answer about usage says how far it is complete, by what was true before the ledger was read", async () => {
  const before = new Date("2026-11-07T23:59:58Z");
  for (const path of questions) {
    bench.buffer.completeUntilTime = before;
    const asked = bench.queries.asked.length;
    const read = vi.spyOn(bench.buffer, "completeUntil").mockImplementationOnce(() => {
      expect(bench.queries.asked).toHaveLength(asked);
      return Promise.resolve(before);
    });
    expect(await ask(path)).toMatchObject({ completeUntil: before });
    expect(read).toHaveBeenCalledOnce();
    expect(bench.queries.asked).toHaveLength(asked + 1);
    read.mockRestore();
  }
});

test("while Redis is away questions are answered still, their completeness unknown", async () => {
  bench.buffer.failure = new UnavailableError("away");
  for (const path of questions) {
    expect(await ask(path)).toMatchObject({ completeUntil: null });
  }
  bench.buffer.failure = new BusyError("not the buffer being away");
  await expect(ask("usage.trends")).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});

test("the ledger is asked exactly what the caller asked, defaults filled in", async () => {
  const filter = { ...range, users: ["u_1"], models: ["claude-sonnet-5-5"] };
  await ask("usage.accessKeyStatistics", { aggregationPeriod: "hour", users: ["u_1"] });
  await ask("usage.userStatistics", { ...filter, compare: "previous" });
  await ask("usage.trends", { groupBy: "model", timeZone: "Asia/Shanghai", countMax: 5 });
  await ask("usage.timeHistogram", { statuses: ["4xx"] });
  await ask("usage.details", { cursor: null, pageSize: 7, outcomes: ["error"], requestId: "r" });
  await bench.call("usage.tail", token, { cursor: "c" });
  await ask("admin.systemOverview", filter);
  await ask("admin.systemOverview", { ...filter, forecast: true });
  await ask("admin.topConsumers", { countMax: 3, rankBy: "cost" });
  const ranked = { rankBy: "tokens", countMax: 100 };
  const trend = { ...range, ...ranked, countMax: 5, isByLifetime: false, subgroup: "none" };
  const page = { ...range, cursor: undefined, pageSize: 7, outcomes: ["error"], requestId: "r" };
  expect(bench.queries.asked).toStrictEqual([
    ["statistics", wholeUsage, "access_key", "hour", { ...range, ...ranked, users: ["u_1"] }],
    ["statistics", wholeUsage, "user", "day", { ...filter, ...ranked, compare: "previous" }],
    ["trends", wholeUsage, "day", "model", { ...trend, timeZone: "Asia/Shanghai" }],
    ["timeHistogram", wholeUsage, "day", { ...range, statuses: ["4xx"] }],
    ["details", wholeUsage, page],
    ["tail", wholeUsage, { cursor: "c", countMax: 50 }],
    ["overview", wholeUsage, filter],
    ["overview", wholeUsage, filter],
    ["forecast", wholeUsage, filter, new Date(bench.clock.now())],
    ["topConsumers", wholeUsage, "user", { ...range, rankBy: "cost" }, 3],
  ]);
});

test("a new key's token is in the answer and nowhere else", async () => {
  const expiresAt = new Date("2027-01-01T00:00:00Z");
  const answer = await bench.call("accessKeys.create", token, { name: "web", expiresAt });
  const { token: made, accessKey } = Created.parse(answer);
  const parsed = parseAccessKey(made);
  expect(parsed).toMatchObject({ env: "test" });
  expect(accessKey).toMatchObject({ id: "1", name: "web", scopes: ["collect"], expiresAt });
  const [stored] = bench.directory.created;
  expect(stored?.secretHash).toBe(hashSecret(parsed?.secret ?? "", TEST_PEPPER));
  const kept = JSON.stringify([accessKey, stored, await bench.call("accessKeys.list", token)]);
  expect(kept).not.toContain(parsed?.secret);
  expect(JSON.stringify(accessKey)).not.toContain(stored?.secretHash);
});

test("a scope named twice is one, unknown ones and none are refused", async () => {
  await bench.call("accessKeys.create", token, {
    name: "import",
    scopes: ["backfill", "backfill"],
  });
  expect(bench.directory.created[0]?.scopes).toStrictEqual(["backfill"]);
  for (const scopes of [[], ["admin"], "collect"]) {
    const failure = await bench.failureOf("accessKeys.create", token, { name: "x", scopes });
    expect(failure).toMatchObject({ code: "BAD_REQUEST" });
  }
});

test("keys and users are disabled at the clock's time and enabled again", async () => {
  await bench.call("accessKeys.create", token, { name: "web" });
  const unnoted = { displayName: null, note: null, pseudonymisedAt: null, disabledAt: null };
  bench.directory.users.set("9", { id: "9", name: "u", createTime: new Date(0), ...unnoted });
  for (const [room, id] of [
    ["accessKeys", "1"],
    ["users", "9"],
  ]) {
    const disabledAt = new Date(bench.clock.now());
    expect(await bench.call(`${room}.disable`, token, { id })).toMatchObject({ id, disabledAt });
    expect(await bench.call(`${room}.enable`, token, { id })).toMatchObject({ disabledAt: null });
    const failure = await bench.failureOf(`${room}.disable`, token, { id: "404" });
    expect(failure).toMatchObject({ code: "NOT_FOUND", cause: { code: "NOT_FOUND" } });
  }
});

test("users are listed by what they used in a range, by cost unless told otherwise, as far as the caller may see", async () => {
  const asked = { startDate: new Date(0), endDate: new Date(86_400_000) };
  await bench.call("users.list", token, { byUsage: asked });
  const narrow = { search: "ann", countMax: 5, byUsage: { ...asked, rankBy: "tokens" } };
  await bench.call("users.list", token, narrow);
  expect(bench.directory.byUsage).toStrictEqual([
    [{ kind: "all" }, { search: null, countMax: 100, ...asked, rankBy: "cost" }],
    [{ kind: "all" }, { search: "ann", countMax: 5, ...asked, rankBy: "tokens" }],
  ]);
  for (const byUsage of [
    { ...asked, endDate: asked.startDate },
    { ...asked, endDate: new Date(401 * 86_400_000) },
    { ...asked, rankBy: "name" },
  ]) {
    expect(await bench.failureOf("users.list", token, { byUsage })).toMatchObject({
      code: "BAD_REQUEST",
    });
  }
});

test("users are looked for by part of their name, up to 500 at once", async () => {
  await bench.call("users.list", token, {});
  await bench.call("users.list", token, { search: "ann", countMax: 500 });
  await bench.call("users.list", token, { search: null });
  expect(bench.directory.searches).toStrictEqual([
    [null, 100],
    ["ann", 500],
    [null, 100],
  ]);
  for (const input of [{ countMax: 501 }, { countMax: 0 }, { search: "a\u0000" }]) {
    expect(await bench.failureOf("users.list", token, input)).toMatchObject({
      code: "BAD_REQUEST",
    });
  }
});
