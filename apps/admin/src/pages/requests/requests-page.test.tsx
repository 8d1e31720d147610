// @vitest-environment happy-dom
import { expect, onTestFinished, test, vi } from "vitest";
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
    nextCursor: null,
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
  }, PATIENT);
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
  }, PATIENT);
  page.press("k");
  await vi.waitFor(() => {
    expect(page.address()).toContain(encodeURIComponent(recordAddress(sampleRecord)));
  }, PATIENT);
  await page.click("Close");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d");
  }, PATIENT);
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

test("older records are fetched as their place is reached, none twice, none skipped", async () => {
  const answers = sampleAnswers();
  answers.set("usage.details", ({ cursor }) => ({
    rows: cursor === "c1" ? [older] : [sampleRecord],
    nextCursor: cursor === "c1" ? null : "c1",
    completeUntil: new Date(),
  }));
  const page = openPage("/requests?range=7d", answers);
  await page.says("2 records fetched");
  await page.says("This is the oldest record of the period.");
  const asked = page.calls.filter(({ path }) => path === "usage.details");
  expect(asked.map(({ input }) => input["cursor"])).toEqual([undefined, "c1"]);
});

test("a filter of records alone stands in the address", async () => {
  const page = openPage("/requests?range=7d", twoRows());
  await page.choose("Outcome", "error");
  await expect.poll(page.address, PATIENT).toBe("/requests?range=7d&outcome=error");
  await vi.waitFor(() => {
    const paths = page.calls
      .filter(({ input }) => JSON.stringify(input["outcomes"]) === '["error"]')
      .map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["usage.details", "usage.timeHistogram", "usage.tail"]),
    );
  }, PATIENT);
  await page.choose("Outcome", "");
  await expect.poll(page.address, PATIENT).toBe("/requests?range=7d");
});

test("another question closes the record that was open", async () => {
  const page = openPage(
    `/requests?range=7d&user=alice&record=${recordAddress(sampleRecord)}`,
    twoRows(),
  );
  await page.click("Remove filter: User alice");
  await expect.poll(page.address, PATIENT).toBe("/requests?range=7d");
});

test("the histogram tells how calls ended, and a bar leads to its own period", async () => {
  const page = openPage("/requests?range=2026-11-01..2026-11-07", twoRows());
  await page.says("Requests over time");
  await page.says("Complete7");
  await page.says("Cut short2");
  await page.says("Error3");
  const bar = document.querySelector<SVGAElement>("figure a");
  bar?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  await expect.poll(page.address, PATIENT).toBe("/requests?range=2026-11-01..2026-11-01");
});

test("a record's cost is taken apart, and what has no price says why", async () => {
  const page = openPage(`/requests?range=7d&record=${recordAddress(sampleRecord)}`, twoRows());
  await page.says("Why it costs that");
  await page.says("$3.00 per million");
  await page.says("Edition 4 of the price book");
  await page.says("no price");
  await expect.poll(page.text, PATIENT).toContain("The stream was cut");
});

test("J and K walk through the list", async () => {
  const page = openPage("/requests?range=7d", twoRows());
  await vi.waitFor(() => {
    expect(rowLinks()).toHaveLength(2);
  }, PATIENT);
  page.press("j");
  expect(document.activeElement).toBe(rowLinks()[0]);
  page.press("j");
  expect(document.activeElement).toBe(rowLinks()[1]);
  page.press("k");
  expect(document.activeElement).toBe(rowLinks()[0]);
});

test("an id is looked up whatever the period", async () => {
  const page = openPage("/requests?range=today");
  await page.type("Look up", "msg_1");
  await page.click("Look up");
  await expect.poll(page.address, PATIENT).toBe("/requests?range=today&messageId=msg_1");
  await vi.waitFor(() => {
    const asked = page.calls.findLast(({ path }) => path === "usage.details");
    const { startDate, messageId } = asked?.input ?? {};
    expect(messageId).toBe("msg_1");
    expect(startDate instanceof Date && Date.now() - startDate.getTime()).toBeGreaterThan(
      300 * 86_400_000,
    );
  }, PATIENT);
});

test("the list can be held still", async () => {
  const page = openPage("/requests", twoRows());
  await page.click("Live");
  await page.says("Paused");
  expect(page.address()).toBe("/requests?live=off");
  await page.click("Paused");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests");
  }, PATIENT);
});

/** Every row that glowed at any time, however short: a test that looks now and then would miss it. */
const glowing = (): ReadonlySet<string> => {
  const texts = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const row of document.querySelectorAll("tr.animate-arrive")) {
      texts.add(row.textContent);
    }
  });
  observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  onTestFinished(() => {
    observer.disconnect();
  });
  return texts;
};

test("a running period follows what arrives, and new records alone glow, until they are no news", async () => {
  const answers = sampleAnswers();
  const newcomer = {
    ...sampleRecord,
    accessKeyId: "9",
    user: "newcomer",
    occurTimeMs: Date.now(),
  };
  const arriving: (typeof newcomer)[] = [];
  answers.set("usage.tail", () => {
    const rows = arriving.splice(0);
    return { rows, cursor: "t1", isCut: rows.length > 0 };
  });
  const page = openPage("/requests", answers);
  await page.says("alice");
  const texts = glowing();
  arriving.push(newcomer);
  await page.says("newcomer");
  await page.says("some of the newest are missing here");
  await vi.waitFor(() => {
    expect(document.querySelectorAll("tr.animate-arrive")).toHaveLength(0);
  }, PATIENT);
  expect(Array.from(texts, (text) => text.includes("newcomer"))).toEqual([true]);
});

test("nothing found says so", async () => {
  const answers = sampleAnswers();
  answers.set("usage.details", () => ({ rows: [], nextCursor: null, completeUntil: new Date() }));
  const page = openPage("/requests", answers);
  await expect.poll(page.text, PATIENT).toContain("No records in this period");
});

test("the histogram is a table too, with a sum under it", async () => {
  const page = openPage("/requests?range=2026-11-01..2026-11-07", twoRows());
  await page.says("Requests over time");
  await page.click("Table");
  await vi.waitFor(() => {
    const rows = Array.from(document.querySelectorAll("table"))[0]?.textContent;
    expect(rows).toContain("Sun, Nov 1, 2026723");
    expect(rows).toContain("Whole period72312");
  }, PATIENT);
  expect(page.address()).toContain("view=table");
});
