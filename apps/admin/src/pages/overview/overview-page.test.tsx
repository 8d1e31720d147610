// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { DAY_MS } from "../../period/utc-day.ts";
import { refusal } from "../../testing/fake-answers.ts";
import { noUsage as noSums } from "../../metric/sums.ts";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

const nothing = (): unknown => ({
  rows: [],
  other: noSums,
  points: [],
  nextCursor: null,
  completeUntil: new Date(),
});

const bars = (): readonly Element[] => Array.from(document.querySelectorAll("figure a"));

test("the page opens on the month to date and says it in a sentence, tiles, bars, rankings and records", async () => {
  const page = openPage("/");
  await page.says("$30.00 for 32 requests so far in");
  await page.says("2 unpriced");
  await page.says("Top users");
  await page.says("alice");
  await page.says("billing");
  await page.says("claude-sonnet-4-5");
  await page.says("Complete until");
  await vi.waitFor(() => {
    expect(bars().length).toBeGreaterThan(0);
  }, PATIENT);
  expect(page.address()).toBe("/");
});

test("all questions of the first sight are asked at once, none waits for another", async () => {
  const page = openPage("/");
  await page.says("Latest records");
  await vi.waitFor(() => {
    const asked = new Set(page.calls.slice(0, 12).map(({ path }) => path));
    expect(asked).toContain("admin.systemOverview");
    expect(asked).toContain("usage.trends");
    expect(asked).toContain("admin.topConsumers");
    expect(asked).toContain("usage.details");
  }, PATIENT);
});

test("a click on a user narrows the whole page, and the address says so; another click widens it", async () => {
  const page = openPage("/?range=7d");
  await page.says("Top users");
  await page.says("alice");
  const row = await vi.waitFor(() => {
    const button = Array.from(document.querySelectorAll("button")).find(
      (one) => one.title === "Show only alice",
    );
    expect(button).toBeDefined();
    return button;
  }, PATIENT);
  row?.click();
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d&user=alice");
  }, PATIENT);
  await vi.waitFor(() => {
    const filtered = page.calls.filter(
      ({ input }) => JSON.stringify(input["users"]) === '["alice"]',
    );
    const asked = new Set(filtered.map(({ path }) => path));
    expect(asked.size).toBeGreaterThanOrEqual(4);
  }, PATIENT);
  await page.click("Remove filter: User alice");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d");
  }, PATIENT);
});

test("the chart can be read as a table, against the period before, by another metric and split; all in the address", async () => {
  const page = openPage("/?range=7d");
  await page.click("Table");
  await page.says("Whole period");
  await page.click("Compare");
  await page.says("Period before");
  await page.choose("Show", "requests");
  await page.choose("Split by", "user");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d&view=table&compare=prev&metric=requests&split=user");
  }, PATIENT);
  await vi.waitFor(() => {
    expect(page.calls.some(({ input }) => input["groupBy"] === "user")).toBe(true);
  }, PATIENT);
  await page.click("Chart");
  await vi.waitFor(() => {
    expect(bars()).toHaveLength(7);
  }, PATIENT);
});

test("split by key, keys are called by name", async () => {
  const page = openPage("/?range=7d&split=key&view=table");
  page.answers.set("usage.trends", () => {
    const point = { ...noSums, inputTokens: 5n, costPicoUsd: 5n };
    const periodStart = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
    return { points: [{ ...point, periodStart, group: "2" }], completeUntil: new Date() };
  });
  await page.says("search");
  await vi.waitFor(() => {
    const heads = Array.from(document.querySelectorAll("th")).map((one) => one.textContent);
    expect(heads).toContain("search");
  }, PATIENT);
});

test("every bar is a link to its own day, and speaks for itself", async () => {
  openPage("/?range=7d");
  await vi.waitFor(() => {
    expect(bars()).toHaveLength(7);
  }, PATIENT);
  const today = new Date().toISOString().slice(0, 10);
  const last = bars().at(-1);
  expect(last?.getAttribute("href")).toBe(`/?range=${today}..${today}`);
  expect(last?.getAttribute("aria-label")).toContain("claude-sonnet-4-5 $10.00");
});

test("arrows walk over the bars, and what is read stands in the legend", async () => {
  const page = openPage("/?range=7d");
  await vi.waitFor(() => {
    expect(bars()).toHaveLength(7);
  }, PATIENT);
  const last = bars().at(-1);
  last?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  await vi.waitFor(() => {
    expect(last?.getAttribute("tabindex")).toBe("0");
    expect(last?.querySelector("rect")?.getAttribute("class")).toBe("fill-sunken");
  }, PATIENT);
  last?.dispatchEvent(new KeyboardEvent("keydown", { key: "q", bubbles: true }));
  last?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
  await vi.waitFor(() => {
    expect(document.activeElement).toBe(bars().at(-2));
  }, PATIENT);
  await page.says("$15.00");
});

test("keys lead through time: T, M, [ and ]; X compares", async () => {
  const page = openPage("/?range=7d");
  await page.says("Top users");
  page.press("t");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=today");
  }, PATIENT);
  page.press("[");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=yesterday");
  }, PATIENT);
  page.press("]");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=today");
  }, PATIENT);
  page.press("m");
  page.press("x");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=mtd&compare=prev");
  }, PATIENT);
  page.press("/");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Value");
});

test("a filter can be typed, and all can be cleared", async () => {
  const page = openPage("/?range=7d");
  await page.choose("Filter by", "model");
  await page.type("Value", "claude-opus-4-5");
  await page.click("Filter");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d&model=claude-opus-4-5");
  }, PATIENT);
  await page.click("Clear all");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d");
  }, PATIENT);
});

test("names to filter by are offered when somebody is about to choose, and a key's name means its id", async () => {
  const page = openPage("/?range=7d");
  await page.says("Top users");
  expect(page.calls.some(({ path }) => path === "users.list")).toBe(false);
  await page.choose("Filter by", "key");
  page.press("/");
  await vi.waitFor(() => {
    expect(document.querySelector("datalist option")?.getAttribute("value")).toBe("billing");
  }, PATIENT);
  await page.type("Value", "search");
  await page.click("Filter");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d&key=2");
  }, PATIENT);
  await page.click("Remove filter: Access key search");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=7d");
  }, PATIENT);
});

test("what is over is asked for seldom, what is running often; together they are the whole", async () => {
  const page = openPage("/?range=7d&view=table");
  await page.says("$30.00 for 32 requests");
  const whole = page.calls.filter(
    ({ path, input }) => path === "usage.trends" && input["groupBy"] === "model",
  );
  const [settled, moving] = whole.map(({ input }) => input);
  expect(settled?.["endDate"]).toEqual(moving?.["startDate"]);
  await vi.waitFor(() => {
    const rows = Array.from(document.querySelectorAll("tbody tr")).map((row) => row.textContent);
    expect(rows[0]).toMatch(/^Whole period\$30\.00\$20\.00\$10\.00$/);
  }, PATIENT);
});

test("two dates choose any period; nonsense cannot be applied", async () => {
  const page = openPage("/");
  await page.click("Custom");
  await page.type("First day", "2026-11-05");
  await page.type("Last day", "2026-11-01");
  await page.says("Choose a first day before the last");
  await page.type("Last day", "2026-11-07");
  await page.click("Apply");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=2026-11-05..2026-11-07");
  }, PATIENT);
  await page.says("Nov 5");
});

test("a card that fails says so, alone, and can be asked again", async () => {
  const answers = sampleAnswers();
  answers.set("admin.topConsumers", () => {
    throw refusal(400, "INVALID_INPUT");
  });
  const page = openPage("/", answers);
  await page.says("This could not be loaded");
  await page.says("$30.00 for 32 requests");
  answers.set("admin.topConsumers", sampleAnswers().get("admin.topConsumers") ?? nothing);
  await page.click("Try again");
  await expect.poll(page.text, PATIENT).toContain("alice");
});

test("a fault of ours inside one card leaves the others standing", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const answers = sampleAnswers();
  answers.set("admin.topConsumers", () => ({
    rows: [null],
    other: noSums,
    completeUntil: new Date(),
  }));
  const page = openPage("/", answers);
  await page.says("Something on this page broke");
  await page.says("$30.00 for 32 requests");
  answers.set("admin.topConsumers", sampleAnswers().get("admin.topConsumers") ?? nothing);
  await expect
    .poll(async () => {
      await page.click("Try again");
      return page.text();
    }, PATIENT)
    .toContain("alice");
});

test("what a member may not see says who can help", async () => {
  const answers = sampleAnswers();
  answers.set("usage.details", () => {
    throw refusal(403, "FORBIDDEN");
  });
  const page = openPage("/", answers);
  await page.says("You may not see this");
  await expect.poll(page.text, PATIENT).toContain("Ask an owner or admin");
});

test("an empty ledger leads to the set-up", async () => {
  const answers = sampleAnswers();
  answers.set("admin.systemOverview", () => ({
    ...noSums,
    failedRequests: 0n,
    activeAccessKeys: 0,
    activeUsers: 0,
    completeUntil: null,
  }));
  for (const path of ["usage.trends", "usage.details", "admin.topConsumers"]) {
    answers.set(path, nothing);
  }
  const page = openPage("/", answers);
  await page.says("No requests in this period yet.");
  await page.says("No records in this period");
  await page.click("Set up an application");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/setup");
  }, PATIENT);
});

test("usage without any price says so instead of showing an empty chart", async () => {
  const answers = sampleAnswers();
  const periodStart = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
  answers.set("usage.trends", () => ({
    points: [{ ...noSums, periodStart, group: "unheard-of", requests: 1n, unpricedRequests: 1n }],
    completeUntil: new Date(),
  }));
  const page = openPage("/", answers);
  await expect.poll(page.text, PATIENT).toContain("Nothing here has a price");
});

test("counting that lags is told in amber words, not hidden", async () => {
  const answers = sampleAnswers();
  const healthy = answers.get("admin.systemOverview") ?? nothing;
  answers.set("admin.systemOverview", (input) =>
    Object.assign({}, healthy(input), { completeUntil: new Date(Date.now() - 300_000) }),
  );
  const page = openPage("/", answers);
  await expect.poll(page.text, PATIENT).toContain("Still counting: complete until");
});
