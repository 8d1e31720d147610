import { adminRules, rolePermissions } from "@tokenledger/api";
import { memberRoles } from "@tokenledger/usage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { adminClient } from "../testing/admin-client.ts";
import { signIn, storeUsageOf, type SignedIn } from "../testing/people.ts";
import { anyInput, queryAnswers } from "../testing/query-answers.ts";
import { rawCall } from "../testing/raw-call.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";

const OWN = "canary-ada";
const FOREIGN = "canary-bob";

let system: TestSystem;
let server: RunningServer;
const people = new Map<string, SignedIn>();

const tokenOf = (role: string): string => people.get(role)?.token ?? "";

beforeAll(async () => {
  system = await createTestSystem();
  server = await startServer(system.config, createLogger({ level: "silent" }));
  const { key } = await system.makeKey();
  await storeUsageOf(system.ledger, key.id, OWN, 3);
  await storeUsageOf(system.ledger, key.id, FOREIGN, 5);
  for (const role of memberRoles) {
    const userNames = role === "member" ? [`${OWN}@example.org`] : [];
    people.set(role, await signIn(system.ledger, { login: role, role, userNames }));
  }
});
afterAll(async () => {
  await server.stop();
  await system.close();
});

test("every question lets in exactly the roles its permission names, over HTTP and the real stores", async () => {
  for (const role of memberRoles) {
    const held = new Set<string>([...rolePermissions[role], "session", "anyone"]);
    for (const { path, status } of await queryAnswers(server.url, tokenOf(role))) {
      const permission = adminRules.find((rule) => rule.path === path)?.permission ?? "";
      expect([role, path, status === 403]).toEqual([role, path, !held.has(permission)]);
      expect([role, path, status < 500]).toEqual([role, path, true]);
    }
  }
});

test("no question answers nobody, or an access key", async () => {
  const { token: accessKey } = await system.makeKey();
  for (const token of ["", accessKey]) {
    const statuses = (await queryAnswers(server.url, token)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401]));
  }
});

test.each(["analyst", "auditor"])(
  "in no answer to an %s stands the name of a user, or the whole id of a call",
  async (role) => {
    const answers = await queryAnswers(server.url, tokenOf(role));
    for (const { path, body } of answers) {
      expect([path, body.includes(`${OWN}@`)]).toEqual([path, false]);
      expect([path, body.includes(`req_0${OWN}`)]).toEqual([path, false]);
    }
    expect(answers.some(({ body }) => body.includes(`feature-${OWN}`))).toBe(true);
  },
);

test("in no answer to a member stands anything of another user", async () => {
  const answers = await queryAnswers(server.url, tokenOf("member"));
  for (const { path, body } of answers) {
    expect([path, body.includes(FOREIGN)]).toEqual([path, false]);
  }
  expect(answers.some(({ body }) => body.includes(`${OWN}@example.org`))).toBe(true);
});

test("an owner sees both, so that the tests above had something to find", async () => {
  const answers = await queryAnswers(server.url, tokenOf("owner"));
  const all = answers.map(({ body }) => body).join("\n");
  for (const mark of [OWN, FOREIGN]) {
    expect(all).toContain(`${mark}@example.org`);
    expect(all).toContain(`req_0${mark}`);
  }
});

test("what the database holds opens nothing: no token of a session or key stands in it", async () => {
  const { token: accessKey } = await system.makeKey();
  const owner = tokenOf("owner");
  const { ledger } = system;
  const { member } = people.get("owner") ?? {};
  const stored = JSON.stringify([
    await ledger.memberDirectory.listMembers(),
    await ledger.sessionDirectory.listSessions(member?.id ?? ""),
    await ledger.adminDirectory.listAccessKeys(),
    await ledger.audit.list({ countMax: 500 }),
  ]);
  expect(stored.length).toBeGreaterThan(1000);
  for (const token of [owner, accessKey, accessKey.slice(0, -6).slice(-43)]) {
    expect(stored).not.toContain(token);
  }
});

test("disabling a member ends their sessions; the last owner can be neither disabled nor demoted", async () => {
  const owner = people.get("owner");
  const client = adminClient(server.url, { authorization: `Bearer ${tokenOf("owner")}` });
  const leaver = await signIn(system.ledger, { login: "leaver", role: "admin" });
  const theirs = adminClient(server.url, { authorization: `Bearer ${leaver.token}` });
  await expect(theirs.auth.me.query()).resolves.toMatchObject({ login: "leaver" });
  const ownerId = owner?.member.id ?? "";
  await expect(theirs.members.disable.mutate({ id: ownerId })).rejects.toMatchObject({
    data: { httpStatus: 403 },
  });
  await client.members.disable.mutate({ id: leaver.member.id });
  await expect(theirs.auth.me.query()).rejects.toMatchObject({ data: { httpStatus: 401 } });
  for (const change of [
    client.members.disable.mutate({ id: ownerId }),
    client.members.update.mutate({ id: ownerId, role: "admin" }),
  ]) {
    await expect(change).rejects.toMatchObject({ data: { reason: "LAST_OWNER" } });
  }
});

test("a new role ends the member's sessions; new users of theirs do not", async () => {
  const client = adminClient(server.url, { authorization: `Bearer ${tokenOf("owner")}` });
  const { member, token } = await signIn(system.ledger, { login: "mover", role: "member" });
  const theirs = adminClient(server.url, { authorization: `Bearer ${token}` });
  const id = member.id;
  await client.members.update.mutate({ id, userNames: ["x", "x", "y"] });
  await expect(theirs.auth.me.query()).resolves.toMatchObject({ userNames: ["x", "y"] });
  await client.members.update.mutate({ id, role: "analyst" });
  await expect(theirs.auth.me.query()).rejects.toMatchObject({ data: { httpStatus: 401 } });
});

test("every change above stands in the log, which is whole", async () => {
  const client = adminClient(server.url, { authorization: `Bearer ${tokenOf("auditor")}` });
  const { entries } = await client.audit.list.query({ action: "members.", countMax: 100 });
  const told = new Set(entries.map(({ action, outcome }) => `${action} ${outcome}`));
  for (const each of ["members.disable done", "members.update done", "members.disable denied"]) {
    expect(told).toContain(each);
  }
  expect(await client.audit.verify.query()).toMatchObject({ broken: null, next: null });
  const answer = await rawCall(`${server.url}/trpc/admin/audit.list`, {
    headers: { "content-type": "application/json", authorization: `Bearer ${tokenOf("member")}` },
    body: JSON.stringify({ json: anyInput() }),
  });
  expect(answer.status).toBe(403);
});
