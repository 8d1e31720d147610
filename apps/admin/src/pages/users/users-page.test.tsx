// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { noUsage } from "../../metric/sums.ts";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers, sampleUsers } from "../../testing/sample-answers.ts";

test("users are found by name, the search stands in the address", async () => {
  const page = openPage("/users?range=7d");
  await page.says("alice");
  page.answers.set("users.list", ({ search }) => sampleUsers.filter(({ name }) => name === search));
  await page.type("Search users", "bob");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/users?range=7d&q=bob");
  }, PATIENT);
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("alice");
  }, PATIENT);
  await page.type("Search users", "nobody");
  await page.says("No users found");
  page.press("/");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Search users");
});

test("disabling and enabling ask first", async () => {
  const page = openPage("/users");
  page.answers.set("users.disable", () => sampleUsers[0]);
  page.answers.set("users.enable", () => sampleUsers[1]);
  await page.click("Disable");
  await page.says("Disable alice?");
  await page.click("Cancel");
  await page.click("Disable");
  await page.click("Disable");
  await vi.waitFor(() => {
    expect(page.calls.findLast(({ path }) => path === "users.disable")?.input).toEqual({ id: "1" });
  }, PATIENT);
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("Disable alice?");
  }, PATIENT);
  await page.click("Enable");
  await page.says("Enable bob?");
  await page.click("Enable");
  await vi.waitFor(() => {
    expect(page.calls.findLast(({ path }) => path === "users.enable")?.input).toEqual({ id: "2" });
  }, PATIENT);
});

test("a long list says that it is cut", async () => {
  const answers = sampleAnswers();
  answers.set("users.list", ({ countMax }) =>
    Array.from({ length: Number(countMax) }, (_, index) => ({
      id: `${index + 1}`,
      name: `u${index}`,
      createTime: new Date(0),
      disabledAt: null,
    })),
  );
  const page = openPage("/users", answers);
  await expect
    .poll(page.text, PATIENT)
    .toContain("The 50 that used most in this period are shown.");
  await page.click("Name");
  await expect.poll(page.text, PATIENT).toContain("The first 50 are shown.");
});

test("those are listed that used most, by what the list is sorted by; sorted by name, those that come first", async () => {
  const page = openPage("/users?range=2026-11-01..2026-11-10");
  const asked = (): unknown => page.calls.findLast(({ path }) => path === "users.list")?.input;
  const range = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-11") };
  await page.says("alice");
  expect(asked()).toEqual({ countMax: 50, byUsage: { ...range, rankBy: "cost" } });
  await page.click("All tokens");
  await expect
    .poll(asked, PATIENT)
    .toEqual({ countMax: 50, byUsage: { ...range, rankBy: "tokens" } });
  await page.type("Search users", "bob");
  await expect
    .poll(asked, PATIENT)
    .toEqual({ countMax: 50, search: "bob", byUsage: { ...range, rankBy: "tokens" } });
  await page.type("Search users", "");
  await page.click("Name");
  await expect.poll(asked, PATIENT).toEqual({ countMax: 50 });
});

const names = (): readonly (string | undefined)[] =>
  Array.from(document.querySelectorAll("tbody tr td:first-child"), (cell) => cell.textContent);

test("who spent most stands first; a column's name sorts by it, and the address keeps it", async () => {
  const answers = sampleAnswers();
  answers.set("admin.topConsumers", () => ({
    rows: [
      { ...noUsage, dimensionId: "alice", name: "alice", costPicoUsd: 1n, requests: 9n },
      { ...noUsage, dimensionId: "bob", name: "bob", costPicoUsd: 2n, requests: 1n },
    ],
    completeUntil: new Date(),
  }));
  const page = openPage("/users", answers);
  await expect.poll(names, PATIENT).toEqual(["bob", "alice"]);
  await page.click("Cost");
  await expect.poll(names, PATIENT).toEqual(["alice", "bob"]);
  expect(page.address()).toBe("/users?sort=cost");
});

const row = (name: string, costPicoUsd: bigint): object => ({
  ...noUsage,
  dimensionId: name,
  name,
  costPicoUsd,
  requests: 1n,
});

test("whoever is listed and not among the hundred that used most is asked for by name", async () => {
  const answers = sampleAnswers();
  answers.set("admin.topConsumers", ({ users }) => ({
    rows: Array.isArray(users)
      ? users.map((name) => row(String(name), 5n * 10n ** 12n))
      : ["alice", ...Array.from({ length: 99 }, (_, index) => `other ${index}`)].map((name) =>
          row(name, 7n * 10n ** 12n),
        ),
    completeUntil: new Date(),
  }));
  const page = openPage("/users", answers);
  await page.says("$7.00");
  await page.says("$5.00");
  const named = page.calls
    .filter(({ input }) => "users" in input)
    .map(({ input }) => input["users"]);
  expect(named[0]).toEqual(["bob"]);
});
