import { expect, onTestFinished, test, vi } from "vitest";
import { createAdminClient } from "./admin-client.ts";

const recordedFetch = (): readonly { readonly url: string; readonly method: string }[] => {
  const calls: { url: string; method: string }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    calls.push({ url, method: init.method ?? "GET" });
    return Promise.reject(new Error("no server"));
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return calls;
};

test("questions of one tick are one request; a change travels alone", async () => {
  const calls = recordedFetch();
  const client = createAdminClient("http://localhost/trpc/admin");
  await Promise.allSettled([
    client.auth.me.query(),
    client.accessKeys.list.query(),
    client.auth.login.mutate({ login: "a", password: "b" }),
  ]);
  expect(calls.map(({ url, method }) => [method, new URL(url).pathname])).toEqual([
    ["POST", "/trpc/admin/auth.login"],
    ["GET", "/trpc/admin/auth.me,accessKeys.list"],
  ]);
});

test("more questions than one address holds travel in several", async () => {
  const calls = recordedFetch();
  const client = createAdminClient("http://localhost/trpc/admin");
  const range = { startDate: new Date(0), endDate: new Date(1) };
  const users = Array.from({ length: 10 }, (_, index) => `${index}`.repeat(100));
  await Promise.allSettled(
    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map(async (user) =>
      client.admin.systemOverview.query({ ...range, users: [user, ...users] }),
    ),
  );
  expect(calls.length).toBeGreaterThan(1);
  expect(calls.every(({ url }) => url.length <= 12_000)).toBe(true);
});
