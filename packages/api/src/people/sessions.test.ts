import { beforeEach, expect, test, vi } from "vitest";
import { hashPassword } from "./password-hash.ts";
import { SESSION_AGE_MS_MAX, SESSION_IDLE_MS_MAX } from "./sessions.ts";
import { AdminBench } from "../testing/admin-bench.ts";

const passwordHash = await hashPassword("right");

let bench: AdminBench;

const logIn = (login: string, password: string): Promise<unknown> =>
  bench.call("auth.login", null, { login, password });

beforeEach(async () => {
  bench = new AdminBench();
  await bench.addMember("owner", passwordHash);
});

test("a login gives the caller a token to carry, and says who it is, without the token", async () => {
  const answer = await logIn("owner", "right");
  const [token] = bench.carried;
  expect(token).toMatch(/^tls_[\w-]{43}$/);
  expect(answer).toMatchObject({ login: "owner", role: "owner" });
  expect(JSON.stringify(answer)).not.toContain(token);
  expect(JSON.stringify(answer)).not.toContain("argon2");
  expect(await bench.call("auth.me", token ?? null)).toStrictEqual(answer);
});

test("what is stored of a session cannot be used as one", async () => {
  await logIn("owner", "right");
  const [token] = bench.carried;
  const stored = [...bench.members.sessions.keys()];
  expect(stored).toHaveLength(1);
  expect(stored[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify([...bench.members.sessions])).not.toContain(token);
  for (const hash of stored) {
    expect(await bench.failureOf("auth.me", hash)).toMatchObject({ code: "UNAUTHORIZED" });
  }
});

test("an unknown login, a wrong password and a disabled member get one and the same answer", async () => {
  const member = await bench.members.findMember("owner");
  const gone = await bench.addMember("auditor", passwordHash);
  bench.members.members.set(gone.id, { ...gone, disabledAt: new Date(0) });
  const failures = [
    await bench.failureOf("auth.login", null, { login: "nobody", password: "right" }),
    await bench.failureOf("auth.login", null, { login: member?.login, password: "wrong" }),
    await bench.failureOf("auth.login", null, { login: gone.login, password: "right" }),
  ];
  const answers = failures.map(({ code, message, cause }) =>
    JSON.stringify([code, message, cause]),
  );
  expect(new Set(answers).size).toBe(1);
  expect(failures[0]).toMatchObject({ code: "UNAUTHORIZED", cause: { code: "LOGIN_INVALID" } });
  expect(bench.carried).toStrictEqual([]);
});

test("an unknown login costs a password check like a known one", async () => {
  const startMs = performance.now();
  await bench.failureOf("auth.login", null, { login: "owner", password: "wrong" });
  const knownMs = performance.now() - startMs;
  await bench.failureOf("auth.login", null, { login: "nobody", password: "wrong" });
  const unknownMs = performance.now() - startMs - knownMs;
  expect(unknownMs).toBeGreaterThan(knownMs / 10);
});

test("a session unused for 30 minutes has ended; use keeps it, noted once a minute", async () => {
  const member = await bench.addMember("analyst");
  const token = await bench.openSession(member);
  bench.clock.advance(SESSION_IDLE_MS_MAX - 1);
  await bench.call("auth.me", token);
  await bench.call("auth.me", token);
  expect(bench.members.touchCount).toBe(1);
  bench.clock.advance(SESSION_IDLE_MS_MAX - 1);
  await bench.call("auth.me", token);
  bench.clock.advance(SESSION_IDLE_MS_MAX);
  const failure = await bench.failureOf("auth.me", token);
  expect(failure).toMatchObject({ code: "UNAUTHORIZED", cause: { code: "SESSION_INVALID" } });
  expect(bench.members.sessions.size).toBe(0);
});

test("a session in constant use has ended after 12 hours", async () => {
  const token = await bench.openSession(await bench.addMember("analyst"));
  const stepMs = 10 * 60_000;
  for (let ageMs = stepMs; ageMs < SESSION_AGE_MS_MAX; ageMs += stepMs) {
    bench.clock.advance(stepMs);
    await bench.call("auth.me", token);
  }
  bench.clock.advance(stepMs);
  expect(await bench.failureOf("auth.me", token)).toMatchObject({ code: "UNAUTHORIZED" });
});

test("a member disabled in the middle of a session is out at the next call", async () => {
  const member = await bench.addMember("admin");
  const token = await bench.openSession(member);
  await bench.call("auth.me", token);
  bench.members.members.set(member.id, { ...member, disabledAt: new Date(bench.clock.now()) });
  expect(await bench.failureOf("auth.me", token)).toMatchObject({ code: "UNAUTHORIZED" });
});

test("a login ends the session it was made from, so that a token planted before it is worth nothing", async () => {
  const planted = await bench.openSession(await bench.addMember("member"));
  await bench.call("auth.login", planted, { login: "owner", password: "right" });
  expect(await bench.failureOf("auth.me", planted)).toMatchObject({ code: "UNAUTHORIZED" });
});

test("a logout ends the session and takes the token away; twice is no error", async () => {
  const token = await bench.openSession(await bench.addMember("member"));
  await bench.call("auth.logout", token);
  await bench.call("auth.logout", token);
  await bench.call("auth.logout", "nonsense");
  expect(bench.carried).toStrictEqual([null, null, null]);
  expect(await bench.failureOf("auth.me", token)).toMatchObject({ code: "UNAUTHORIZED" });
});

test("too many attempts are refused before the password is looked at, right or wrong", async () => {
  for (let count = 0; count < 10; count += 1) {
    await bench.failureOf("auth.login", null, { login: "owner", password: "wrong" });
  }
  const find = vi.spyOn(bench.members, "findMember");
  const failure = await bench.failureOf("auth.login", null, { login: "owner", password: "right" });
  expect(failure).toMatchObject({ code: "TOO_MANY_REQUESTS", cause: { code: "RATE_LIMITED" } });
  expect(find).not.toHaveBeenCalled();
});
