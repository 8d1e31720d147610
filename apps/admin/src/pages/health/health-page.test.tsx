// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

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
