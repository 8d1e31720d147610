import { beforeEach, expect, test } from "vitest";
import { adminRules } from "../admin-router.ts";
import { auditModeOf } from "./audit-mode.ts";
import { REPEATED_READ_MS } from "./audit-trail.ts";
import { hashPassword } from "../people/password-hash.ts";
import { AdminBench } from "../testing/admin-bench.ts";

const passwordHash = await hashPassword("right");
const range = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-08") };

let bench: AdminBench;
let token: string;

beforeEach(async () => {
  bench = new AdminBench();
  token = await bench.openSession(await bench.addMember("owner", passwordHash));
});

test("a sensitive read is told of before it is answered, and refused if that cannot be", async () => {
  const seen: number[] = [];
  const { details } = bench.queries;
  bench.queries.details = (...parameters) => {
    seen.push(bench.auditLog.events.length);
    return details(...parameters);
  };
  await bench.call("usage.details", token, { ...range, users: ["anna@example.org"], pageSize: 7 });
  expect(seen).toEqual([1]);
  expect(bench.auditLog.events).toMatchObject([
    {
      action: "usage.details",
      outcome: "allowed",
      login: "owner",
      role: "owner",
      network: "192.0.2.0/24",
      parameters: { startDate: "2026-11-01T00:00:00.000Z", pageSize: 7 },
    },
  ]);
  bench.auditLog.isAway = true;
  const failure = await bench.failureOf("usage.details", token, range);
  expect(failure).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(seen).toEqual([1]);
});

test("the same question of the same session is one read a minute", async () => {
  const ask = async (pageSize: number): Promise<unknown> =>
    bench.call("usage.details", token, { ...range, pageSize });
  await ask(7);
  await ask(7);
  await ask(8);
  expect(bench.auditLog.events).toHaveLength(2);
  bench.clock.advance(REPEATED_READ_MS);
  await ask(7);
  expect(bench.auditLog.events).toHaveLength(3);
});

test("no secret and no name of a user is told of", async () => {
  const name = "anna.canary@example.org";
  const password = "canary-password-123";
  await bench.call("usage.details", token, { ...range, users: [name] });
  await bench.call("users.list", token, { search: name });
  await bench.call("members.create", token, { login: "new", role: "member", userNames: [name] });
  await bench.call("auth.changePassword", token, {
    currentPassword: "right",
    newPassword: password,
  });
  await bench.failureOf("auth.login", null, { login: password, password });
  const told = JSON.stringify(bench.auditLog.events);
  expect(bench.auditLog.events.length).toBeGreaterThanOrEqual(4);
  expect(told).not.toContain("canary");
  expect(told).not.toContain("right");
  const [details, created] = bench.auditLog.events;
  // The same name is the same pseudonym, wherever it stands.
  expect(details?.parameters["users"]).toEqual(created?.parameters["userNames"]);
  expect(JSON.stringify(details?.parameters["users"])).toMatch(/^\["~[0-9a-f]{12}"\]$/);
});

test("odd input is told of without harm", async () => {
  const circular: Record<string, unknown> = {};
  for (let index = 0; index < 40; index += 1) circular[`again ${index}`] = circular;
  const odd = { long: "x".repeat(5000), nul: "\0", lone: "\uD800", deep: circular, big: 2n ** 70n };
  await bench.failureOf("accessKeys.create", token, { ...odd, date: new Date(Number.NaN) });
  const member = await bench.openSession(await bench.addMember("member"));
  await bench.failureOf("accessKeys.create", member, odd);
  await bench.failureOf("accessKeys.create", member, [1, 2]);
  const told = JSON.stringify(bench.auditLog.events);
  expect(told).not.toContain("\\u0000");
  expect(told.length).toBeLessThan(50_000);
});

test("a change and its entry stand or fall together", async () => {
  await bench.call("accessKeys.create", token, { name: "web" });
  expect(bench.auditLog.events).toMatchObject([{ action: "accessKeys.create", outcome: "done" }]);
  await bench.failureOf("accessKeys.disable", token, { id: "99" });
  expect(bench.auditLog.events).toHaveLength(1);
  bench.auditLog.isAway = true;
  const failure = await bench.failureOf("accessKeys.disable", token, { id: "1" });
  expect(failure).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});

test("who is refused is told of, once a minute for the same call", async () => {
  const member = await bench.openSession(await bench.addMember("member"));
  await bench.failureOf("accessKeys.list", member);
  await bench.failureOf("accessKeys.list", member);
  await bench.failureOf("accessKeys.create", member, { name: "x" });
  expect(bench.auditLog.events.map(({ action, outcome }) => [action, outcome])).toEqual([
    ["accessKeys.list", "denied"],
    ["accessKeys.create", "denied"],
  ]);
});

test("logins are told of, good ones and bad ones", async () => {
  await bench.call("auth.login", null, { login: "owner", password: "right" });
  await bench.failureOf("auth.login", null, { login: "owner", password: "wrong" });
  expect(bench.auditLog.events).toMatchObject([
    { action: "auth.login", outcome: "allowed", login: "owner" },
    { action: "auth.login", outcome: "failed", login: null, network: "192.0.2.0/24" },
  ]);
});

test("every change is told of but coming and going, which tells itself", () => {
  const untold = adminRules
    .filter((rule) => rule.type === "mutation" && auditModeOf(rule.type, rule) === "none")
    .map(({ path }) => path);
  expect(untold).toEqual([]);
  const open = adminRules.filter(({ permission }) => permission === "anyone");
  expect(open.map(({ path }) => path)).toEqual(["auth.login", "auth.logout"]);
});

test("the log is read page by page and verified", async () => {
  for (const name of ["a", "b", "c"]) await bench.call("accessKeys.create", token, { name });
  expect(await bench.call("audit.list", token, { countMax: 2 })).toMatchObject({
    entries: [{ seq: "3" }, { seq: "2" }],
    nextSeq: "2",
  });
  expect(await bench.call("audit.list", token)).toMatchObject({ nextSeq: null });
  expect(await bench.call("audit.verify", token)).toMatchObject({ checkedCount: 3, broken: null });
  const odd = await bench.failureOf("audit.list", token, { action: "%" });
  expect(odd).toMatchObject({ code: "BAD_REQUEST" });
});
