import { outcomes } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { en } from "../../catalogue/en.ts";
import { createFormatter } from "../../format/formatter.ts";
import { sampleLine, sampleRecord } from "../../testing/sample-record.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { UTC } from "../../zone/zone.ts";
import { knownOutcomes, outcomeChoices } from "./known-outcomes.ts";
import { countOf, countsToShow } from "./line-counts.ts";
import { lookUpOf, lookUpSpan, lookUpText } from "./look-up.ts";
import { neighbour } from "./neighbour.ts";
import { recordFields } from "./record-fields.ts";
import { isFollowing } from "./use-requests.ts";

const NOW = Date.parse("2026-11-23T14:03:21Z");
const DAYS_400 = 400 * 86_400_000;

test("every outcome there is can be chosen; others in an address are dropped", () => {
  expect([...outcomeChoices].sort()).toEqual([...outcomes].sort());
  expect(knownOutcomes(["error", "nonsense", "toString"])).toEqual(["error"]);
  expect(knownOutcomes(undefined)).toEqual([]);
});

test("an id is looked up as what it begins with", () => {
  expect(lookUpOf(" msg_1 ")).toEqual({ requestId: undefined, messageId: "msg_1" });
  expect(lookUpOf("req_1")).toEqual({ requestId: "req_1", messageId: undefined });
  expect(lookUpOf("  ")).toEqual({ requestId: undefined, messageId: undefined });
  expect(lookUpText(lookUpOf("msg_1"))).toBe("msg_1");
  expect(lookUpText(lookUpOf(""))).toBe("");
});

test("a look-up reaches as far back as the procedure allows, today included", () => {
  const { startMs, endMs } = lookUpSpan(NOW);
  expect(endMs - startMs).toBe(DAYS_400);
  expect(endMs).toBeGreaterThan(NOW);
});

test("the list follows only where nobody is reading something that would move", () => {
  const running = viewPeriod("mtd", NOW, UTC);
  expect(isFollowing({}, running, false)).toBe(true);
  expect(isFollowing({ live: "off" }, running, false)).toBe(false);
  expect(isFollowing({}, running, true)).toBe(false);
  expect(isFollowing({ record: "r" }, running, false)).toBe(false);
  expect(isFollowing({}, viewPeriod("lastMonth", NOW, UTC), false)).toBe(false);
});

test("turning pages stops at the ends of the list", () => {
  expect(neighbour(["a", "b"], "a", 1)).toBe("b");
  expect(neighbour(["a", "b"], "b", -1)).toBe("a");
  expect(neighbour(["a", "b"], "b", 1)).toBeUndefined();
  expect(neighbour(["a", "b"], "a", -1)).toBeUndefined();
  expect(neighbour(["a", "b"], "x", 1)).toBeUndefined();
});

test("a line shows the usual counts always, the rare ones where there are any", () => {
  expect(
    countsToShow([{ ...sampleLine, cacheWrite1hTokens: 0, cacheWriteUnsplitTokens: 0 }]),
  ).toEqual(["input", "cacheWrite5m", "cacheRead", "output"]);
  const all = countsToShow([{ ...sampleLine, webSearchRequests: 1, webFetchRequests: 2 }]);
  expect(all).toHaveLength(8);
  expect(all.map((count) => countOf(count, sampleLine))).toEqual([100, 20, 3, 4, 500, 60, 0, 0]);
});

test("the facts of a record leave out what it does not say", () => {
  const format = createFormatter("en");
  const names = (record: typeof sampleRecord): readonly string[] =>
    recordFields(record, en, format).map(({ name }) => name);
  expect(names(sampleRecord)).toContain(en.record.fields.tags);
  expect(names(sampleRecord)).not.toContain(en.record.fields.session);
  expect(names(sampleRecord)).not.toContain(en.record.fields.attempt);
  const bare = {
    ...sampleRecord,
    tags: null,
    status: null,
    durationMs: null,
    user: null,
    attempt: 2,
    feature: "",
  };
  const fields = recordFields(bare, en, format);
  expect(fields.find(({ name }) => name === en.requests.columns.user)?.value).toBe(
    en.requests.anonymous,
  );
  expect(fields.find(({ name }) => name === en.record.fields.attempt)?.value).toBe("2");
  expect(fields.map(({ name }) => name)).not.toContain(en.record.fields.status);
  expect(fields.find(({ name }) => name === en.record.fields.eventId)?.isCode).toBe(true);
});
