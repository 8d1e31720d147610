// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openPage, PATIENT } from "../testing/open-page.tsx";

const countOf = (page: ReturnType<typeof openPage>, path: string): number =>
  page.calls.filter((call) => call.path === path).length;

// What is compared with moves on with the minute, which must not turn between two questions.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 12) });
});
afterEach(() => {
  vi.useRealTimers();
});

test("the sentence's figures are the first question of the overview, and asked once", async () => {
  const page = openPage("/");
  await vi.waitFor(() => {
    expect(page.calls.length).toBeGreaterThan(1);
  }, PATIENT);
  expect(page.calls[0]).toMatchObject({
    path: "admin.systemOverview",
    input: { forecast: true },
  });
  await page.says("billing");
  const whole = page.calls.filter(
    ({ path, input }) => path === "admin.systemOverview" && "compare" in input,
  );
  expect(whole).toHaveLength(1);
});

test("a key's figures are asked for beside the key, a user's as soon as their name is known", async () => {
  const key = openPage("/keys/1");
  await vi.waitFor(() => {
    expect(key.calls.slice(0, 2)).toMatchObject([
      { path: "accessKeys.list" },
      { path: "admin.systemOverview", input: { accessKeyIds: ["1"], forecast: false } },
    ]);
  }, PATIENT);
  const user = openPage("/users/1");
  await vi.waitFor(() => {
    expect(user.calls.find(({ path }) => path === "admin.systemOverview")?.input).toMatchObject({
      users: [expect.any(String)],
    });
  }, PATIENT);
  expect(user.calls[0]?.path).toBe("users.get");
  expect(countOf(user, "users.get")).toBe(1);
});
