// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

const time = new Date("2026-11-03T10:00:00Z");
const job = {
  id: "1",
  kind: "rebuild",
  state: "running",
  isDryRun: true,
  actor: "olga",
  reason: "",
  startDate: new Date("2025-06-01T00:00:00Z"),
  endDate: new Date("2025-07-01T00:00:00Z"),
  createTime: time,
  dayCount: 30,
  doneDayCount: 7,
  differenceCount: 2,
  breakdownDifferenceCount: 1,
  error: null,
};

const answersOf = (permissions: readonly string[]) => {
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({ id: "1", login: "olga", role: "owner", permissions }));
  answers.set("admin.dataHealth", () => ({
    time: new Date(),
    status: "bad",
    figures: [
      {
        group: "backlog",
        name: "backlog.lag",
        value: 1000,
        unit: "seconds",
        status: "bad",
        sentence: "The oldest record has waited 1000 seconds.",
        action: "See that a flusher runs.",
      },
    ],
  }));
  answers.set("admin.deadLetters", () => ({
    rows: [
      {
        id: "1",
        eventId: "an-event",
        detail: "too large",
        createTime: new Date(0),
        reason: "value_refused",
      },
    ],
    nextCursor: null,
    counts: [{ reason: "value_refused", count: 3, openCount: 2 }],
  }));
  answers.set("aggregates.jobs", () => [job]);
  answers.set("admin.replay", () => ({
    isDryRun: true,
    results: [
      { id: "1", outcome: "counted" },
      { id: "2", outcome: "refused" },
    ],
    countedCount: 1,
    conflictCount: 0,
    nextCursor: null,
  }));
  return answers;
};

test("what is wrong says what to do, and records put aside are counted after a dry run", async () => {
  const page = openPage("/health", answersOf(["ops.read", "ops.replay"]));
  await page.says("See that a flusher runs.");
  await page.says("2 open of 3");
  await page.click("Try again");
  await page.says("is refused still");
  const runs = (): readonly unknown[] =>
    page.calls.filter(({ path }) => path === "admin.replay").map(({ input }) => input["dryRun"]);
  expect(runs()).toEqual([true]);
  await page.click("Try again");
  await expect.poll(runs, PATIENT).toEqual([true, false]);
});

test("who may not replay is offered none", async () => {
  const page = openPage("/health", answersOf(["ops.read"]));
  await page.says("2 open of 3");
  expect(page.text()).not.toContain("Try again");
});

test("the way of a record is drawn with the numbers of now, and how many come in a second", async () => {
  const answers = answersOf(["ops.read"]);
  const accepted = { group: "collect", name: "collect.accepted", unit: "records", action: null };
  let second = 0;
  answers.set("admin.dataHealth", () => {
    second += 1;
    return {
      time: new Date(second * 1000),
      status: "ok",
      figures: [
        { ...accepted, value: 40 * second, status: "ok", sentence: "Some were accepted." },
        { ...accepted, name: "backlog.records", value: 9, status: "warn", sentence: "Nine wait." },
      ],
    };
  });
  const page = openPage("/health", answers);
  await page.says("The way of a record");
  await page.says("records waiting");
  const buffer = Array.from(document.querySelectorAll("ol > li")).find(
    (one) => one.querySelector("h3")?.textContent === "Buffer",
  );
  expect(buffer?.textContent).toContain("look at it9");
  expect(buffer?.querySelector("[title]")?.getAttribute("title")).toBe("Nine wait.");
  await page.says("40 a second");
});

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("the sums are checked and made anew over the days of the address, with progress", async () => {
  const page = openPage(
    "/health?range=2026-11-01..2026-11-02",
    answersOf(["ops.read", "ops.rebuild"]),
  );
  page.answers.set("aggregates.runIncremental", () => job);
  page.answers.set("aggregates.rebuild", () => job);
  await page.says("7 / 30");
  await page.click("Check and mend");
  await page.says("made what the records say");
  await page.click("Check and mend");
  await page.click("Rebuild, dry run");
  await vi.waitFor(() => {
    expect(inputOf(page, "aggregates.runIncremental")).toMatchObject({
      startDate: new Date("2026-11-01T00:00:00Z"),
      endDate: new Date("2026-11-03T00:00:00Z"),
    });
    expect(inputOf(page, "aggregates.rebuild")).toMatchObject({ dryRun: true });
  }, PATIENT);
  await page.click("Rebuild");
  await page.type("Reason", "a bug");
  await page.type("Type rebuild to go on", "rebuild");
  await page.click("Rebuild");
  await vi.waitFor(() => {
    expect(inputOf(page, "aggregates.rebuild")).toMatchObject({ dryRun: false, reason: "a bug" });
  }, PATIENT);
});
