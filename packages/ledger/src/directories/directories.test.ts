import { randomUUID } from "node:crypto";
import {
  wholeUsage,
  type AccessScope,
  type CollectedRecord,
  type NewAccessKey,
} from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

let store: TestLedger;
beforeAll(async () => {
  store = await createTestLedger();
});
afterAll(async () => store.close());

const newKey = (name: string): NewAccessKey => ({
  keyId: randomUUID(),
  secretHash: "ab".repeat(32),
  last4: "wxyz",
  name,
  scopes: ["collect", "backfill"],
  expiresAt: new Date("2030-01-01T00:00:00Z"),
});

const firstTime = new Date("2026-11-01T10:00:00.123Z");
const laterTime = new Date("2026-11-02T10:00:00.456Z");

test("a secret's new hash is stored where the old one still stands, as the current or the previous one", async () => {
  const { adminDirectory, collectDirectory, keyUse } = store.ledger;
  const key = newKey("moved");
  const { id } = await adminDirectory.createAccessKey(key);
  const [old, moved, rotated] = [key.secretHash, "cd".repeat(32), "ef".repeat(32)];
  await keyUse.moveSecretHash(id, "00".repeat(32), moved);
  expect(await collectDirectory.findAccessKey(key.keyId)).toMatchObject({ secretHash: old });
  const previousExpiresAt = new Date("2030-01-01T00:00:00Z");
  const rotation = { secretHash: rotated, last4: "abcd", rotatedAt: laterTime, previousExpiresAt };
  await adminDirectory.rotateAccessKey(id, rotation);
  await keyUse.moveSecretHash(id, old, moved);
  await keyUse.moveSecretHash(id, rotated, old);
  expect(await collectDirectory.findAccessKey(key.keyId)).toMatchObject({
    secretHash: old,
    previousSecret: { secretHash: moved },
  });
});

test("a key is found by its public part with everything verification needs", async () => {
  const key = newKey("backend");
  const view = await store.ledger.adminDirectory.createAccessKey(key);
  expect(await store.ledger.collectDirectory.findAccessKey(key.keyId)).toEqual({
    id: view.id,
    keyId: key.keyId,
    secretHash: key.secretHash,
    previousSecret: null,
    scopes: ["collect", "backfill"],
    disabledAt: null,
    expiresAt: new Date("2030-01-01T00:00:00Z"),
  });
  expect(view).toMatchObject({ keyId: key.keyId, name: "backend", last4: "wxyz" });
  expect(view).not.toHaveProperty("secretHash");
  expect(Math.abs(Date.now() - view.createTime.getTime())).toBeLessThan(60_000);
});

test("a key nobody has is null, not an error", async () => {
  expect(await store.ledger.collectDirectory.findAccessKey("nobody")).toBeNull();
});

test("a public part that is taken is refused by its name", async () => {
  const key = newKey("first");
  await store.ledger.adminDirectory.createAccessKey(key);
  await expect(store.ledger.adminDirectory.createAccessKey(key)).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
    retryable: false,
  });
});

test("disabling a key twice keeps the first moment; enabling clears it", async () => {
  const { id, keyId } = await store.ledger.adminDirectory.createAccessKey(newKey("temporary"));
  const { adminDirectory, collectDirectory } = store.ledger;
  expect((await adminDirectory.setAccessKeyDisabled(id, firstTime)).disabledAt).toEqual(firstTime);
  expect((await adminDirectory.setAccessKeyDisabled(id, laterTime)).disabledAt).toEqual(firstTime);
  expect((await collectDirectory.findAccessKey(keyId))?.disabledAt).toEqual(firstTime);
  expect((await adminDirectory.setAccessKeyDisabled(id, null)).disabledAt).toBeNull();
  expect((await collectDirectory.findAccessKey(keyId))?.disabledAt).toBeNull();
});

test("keys are listed by name", async () => {
  await store.ledger.adminDirectory.createAccessKey(newKey("zebra"));
  await store.ledger.adminDirectory.createAccessKey(newKey("aardvark"));
  const names = (await store.ledger.adminDirectory.listAccessKeys()).map(({ name }) => name);
  expect(names).toContain("zebra");
  expect(names).toEqual(names.toSorted());
});

test.each(["0", "999999999", "no id", "", "99999999999999999999"])(
  "the id %j, which nobody has, is not found",
  async (id) => {
    const { adminDirectory, deadLetters } = store.ledger;
    const notFound = { code: "NOT_FOUND", retryable: false };
    await expect(adminDirectory.setAccessKeyDisabled(id, null)).rejects.toMatchObject(notFound);
    await expect(adminDirectory.setUserDisabled(id, null)).rejects.toMatchObject(notFound);
    await expect(deadLetters.resolve(id, firstTime)).rejects.toMatchObject(notFound);
  },
);

test("users are found by part of their name, taken literally", async () => {
  const { adminDirectory, usage } = store.ledger;
  const names = ["100%_sure", "100 sure", String.raw`back\slash`, "Sure"];
  await usage.commit(names.map((user) => makeCollectedRecord({ user })));
  const found = async (search: string | null, countMax = 10): Promise<readonly string[]> =>
    (await adminDirectory.listUsers(search, countMax)).map(({ name }) => name);
  expect(await found("%_s")).toEqual(["100%_sure"]);
  expect(await found("\\")).toEqual([String.raw`back\slash`]);
  expect(await found("SURE")).toEqual(["100 sure", "100%_sure", "Sure"]);
  expect(await found(null, 2)).toHaveLength(2);
});

const used = (user: string, timeMs: number, inputTokens: number): CollectedRecord =>
  makeCollectedRecord({
    user,
    eventId: makeEventId(timeMs),
    lines: [makeLine({ inputTokens })],
  });

test("users are listed by what they used in a range, all others after them by name, as far as the scope reaches", async () => {
  const { adminDirectory, usage } = store.ledger;
  const [first, second] = [Date.UTC(2026, 10, 3, 4, 5), Date.UTC(2026, 10, 4)];
  await usage.commit([
    used("most c", first, 5),
    used("most a", first, 30),
    used("most b", first, 20),
    used("most b", first, 20),
    used("most d", second, 1000),
  ]);
  const range = {
    startDate: new Date(first),
    endDate: new Date(second),
    rankBy: "tokens",
  } as const;
  const listed = async (scope: AccessScope, search: string | null, countMax: number) => {
    const question = { ...range, search, countMax };
    return (await adminDirectory.listUsersByUsage(scope, question)).map(({ name }) => name);
  };
  expect(await listed(wholeUsage, "most", 10)).toEqual(["most b", "most a", "most c", "most d"]);
  expect(await listed(wholeUsage, "most", 2)).toEqual(["most b", "most a"]);
  expect(await listed(wholeUsage, null, 2)).toEqual(["most b", "most a"]);
  expect((await listed(wholeUsage, null, 500)).slice(0, 3)).toEqual(["most b", "most a", "most c"]);
  expect(await listed(wholeUsage, "most a", 10)).toEqual(["most a"]);
  expect(await listed({ kind: "user", users: ["most c"] }, "most", 10)).toEqual([
    "most c",
    "most a",
    "most b",
    "most d",
  ]);
});

test("disabled users are told with the moment, enabled ones are not", async () => {
  const { adminDirectory, collectDirectory, usage } = store.ledger;
  await usage.commit([makeCollectedRecord({ user: "leaver" })]);
  const [leaver] = await adminDirectory.listUsers("leaver", 1);
  const id = leaver?.id ?? "";
  await adminDirectory.setUserDisabled(id, firstTime);
  await adminDirectory.setUserDisabled(id, laterTime);
  expect(await collectDirectory.disabledUsers()).toEqual(new Map([["leaver", firstTime]]));
  await adminDirectory.setUserDisabled(id, null);
  expect(await collectDirectory.disabledUsers()).toEqual(new Map());
});

test("a member logs in, is seen, and logs out; only hashes are stored", async () => {
  const { memberDirectory, sessionDirectory } = store.ledger;
  expect(await memberDirectory.countMembers()).toBe(0);
  const member = await memberDirectory.createMember({
    login: "owner@example.org",
    role: "owner",
    passwordHash: "$argon2id$…",
  });
  expect(await memberDirectory.countMembers()).toBe(1);
  expect(await memberDirectory.findMember("owner@example.org")).toEqual(member);
  expect(member).toMatchObject({ role: "owner", disabledAt: null });
  await sessionDirectory.createSession(member.id, "hash", firstTime);
  await sessionDirectory.touchSession("hash", laterTime);
  await sessionDirectory.touchSession("hash", firstTime);
  const [{ id } = { id: "" }] = await sessionDirectory.listSessions(member.id);
  expect(await sessionDirectory.findSession("hash")).toEqual({
    id,
    member,
    createTime: firstTime,
    lastSeenTime: laterTime,
  });
  await sessionDirectory.endSession("hash");
  await sessionDirectory.endSession("hash");
  expect(await sessionDirectory.findSession("hash")).toBeNull();
});

test("a login that is taken is refused, and one nobody has is null", async () => {
  const { memberDirectory } = store.ledger;
  const member = { login: "twice", role: "analyst", passwordHash: "x" } as const;
  await memberDirectory.createMember(member);
  await expect(memberDirectory.createMember(member)).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
  });
  expect(await memberDirectory.findMember("nobody")).toBeNull();
});

test("a session of no member is refused", async () => {
  await expect(
    store.ledger.sessionDirectory.createSession("424242", "orphan", firstTime),
  ).rejects.toMatchObject({ code: "VALUE_REFUSED" });
});

test("a member is linked to one account of an identity provider, and found by it", async () => {
  const members = store.ledger.memberDirectory;
  const member = await members.createMember({
    login: "li@x.test",
    role: "member",
    passwordHash: "",
  });
  const oidcSubject = "https://login.test 1";
  await members.updateMember(member.id, { oidcSubject });
  await members.updateMember(member.id, { oidcSubject });
  expect((await members.findMemberBySubject(oidcSubject))?.id).toBe(member.id);
  await expect(
    members.updateMember(member.id, { oidcSubject: "https://login.test 2" }),
  ).rejects.toMatchObject({ code: "SUBJECT_OTHER" });
});
