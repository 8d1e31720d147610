// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { sampleRecord } from "../../testing/sample-record.ts";
import { recordAddress } from "../../view/record-address.ts";

const older = {
  ...sampleRecord,
  accessKeyId: "2",
  user: null,
  outcome: "error" as const,
  errorType: "overloaded_error",
  model: null,
  feature: null,
  durationMs: null,
  costPicoUsd: 0n,
  unpricedLineCount: 1,
};

const twoRows = () => {
  const answers = sampleAnswers();
  answers.set("usage.details", () => ({
    rows: [sampleRecord, older],
    nextCursor: "c1",
    completeUntil: new Date(),
  }));
  return answers;
};

const rowLinks = (): readonly HTMLElement[] =>
  Array.from(document.querySelectorAll<HTMLElement>("tbody a"));

test("records are listed with all their counts, anonymous and unknown ones in words", async () => {
  const page = openPage("/requests", twoRows());
  await page.says("alice");
  await page.says("anonymous");
  await page.says("Error");
  await page.says("730ms");
  await page.says("$0.0014");
  await page.says("Unpriced");
  expect(document.title).toBe("Requests · Tokenledger");
});

test("a record opens over the list, J and K turn the pages, closing leads back", async () => {
  const page = openPage("/requests?range=7d", twoRows());
  await vi.waitFor(() => {
    expect(rowLinks()).toHaveLength(2);
  });
  rowLinks()[0]?.click();
  await page.says("What was billed");
  await page.says("of which thinking 7");
  await page.says("Service tier: standard");
  expect(page.address()).toBe(
    `/requests?range=7d&record=${encodeURIComponent(recordAddress(sampleRecord))}`,
  );
  page.press("j");
  await vi.waitFor(() => {
    expect(page.address()).toContain(encodeURIComponent(recordAddress(older)));
  });
  page.press("k");
  await vi.waitFor(() => {
    expect(page.address()).toContain(encodeURIComponent(recordAddress(sampleRecord)));
  });
  await page.click("Close");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d");
  });
});

test("a link to a record works without the list, by the millisecond inside its id", async () => {
  const answers = sampleAnswers();
  answers.set("usage.details", ({ pageSize }) => ({
    rows: pageSize === 500 ? [sampleRecord] : [],
    nextCursor: null,
    completeUntil: new Date(),
  }));
  const page = openPage(`/requests?record=${recordAddress(sampleRecord)}`, answers);
  await page.says("What was billed");
  const asked = page.calls.find(({ input }) => input["pageSize"] === 500);
  expect(asked?.input).toMatchObject({ accessKeyIds: ["1"] });
});

test("a link to nothing says so", async () => {
  const page = openPage("/requests?record=nonsense");
  await expect.poll(page.text, PATIENT).toContain("This record is not in the ledger.");
});

test("older records are another page; a filter starts at the newest again", async () => {
  const page = openPage("/requests?range=7d", twoRows());
  await page.click("Older");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d&cursor=c1");
  });
  await page.choose("Outcome", "error");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d&outcome=error");
  });
  await vi.waitFor(() => {
    expect(page.calls.at(-1)?.input).toMatchObject({ outcomes: ["error"] });
  });
  await page.choose("Outcome", "");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d");
  });
});

test("another question starts at its newest page, with no record open", async () => {
  const page = openPage("/requests?range=7d&user=alice&cursor=c1", twoRows());
  await page.click("Remove filter: User alice");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d");
  });
});

test("an id is looked up whatever the period", async () => {
  const page = openPage("/requests?range=today");
  await page.type("Look up", "msg_1");
  await page.click("Look up");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=today&messageId=msg_1");
  });
  await vi.waitFor(() => {
    const { startDate, messageId } = page.calls.at(-1)?.input ?? {};
    expect(messageId).toBe("msg_1");
    expect(startDate instanceof Date && Date.now() - startDate.getTime()).toBeGreaterThan(
      300 * 86_400_000,
    );
  });
});

test("the list can be held still", async () => {
  const page = openPage("/requests", twoRows());
  await page.click("Live");
  await page.says("Paused");
  expect(page.address()).toBe("/requests?live=off");
  await page.click("Paused");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests");
  });
});

test("the newest page follows what arrives, and new records glow once", async () => {
  const answers = sampleAnswers();
  const page = openPage("/requests", answers);
  await page.says("alice");
  await vi.waitFor(() => {
    answers.set("usage.details", () => ({
      rows: [{ ...sampleRecord, accessKeyId: "9", user: "newcomer" }, sampleRecord],
      nextCursor: null,
      completeUntil: new Date(),
    }));
  });
  await vi.waitFor(
    () => {
      expect(page.text()).toContain("newcomer");
      expect(document.querySelectorAll("tr.animate-arrive")).toHaveLength(1);
    },
    { timeout: 15_000 },
  );
});

test("nothing found says so", async () => {
  const answers = sampleAnswers();
  answers.set("usage.details", () => ({ rows: [], nextCursor: null, completeUntil: new Date() }));
  const page = openPage("/requests", answers);
  await expect.poll(page.text, PATIENT).toContain("No records in this period");
});
