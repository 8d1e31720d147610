import { expect, test } from "vitest";
import { createFormatter } from "../../format/formatter.ts";
import { figureWords, groupName, type Figure } from "./figure-words.ts";

const format = createFormatter("zh-CN");

const figure = (name: string, more: Partial<Figure> = {}): Figure => ({
  group: "backlog",
  name,
  value: 7,
  unit: "records",
  status: "warn",
  sentence: "As the server says.",
  action: "Do something.",
  ...more,
});

const names = [
  "backlog.lag",
  "backlog.records",
  "backlog.share",
  "dead_letters.open",
  "quality.unpriced",
  "quality.provisional",
  "quality.doubled_messages",
  "quality.unknown_fields",
  "quality.clock_ahead",
  "partitions.default_rows",
  "invariants.differences",
  "counters.drift",
  "jobs.failed",
  "aggregates.failed",
  "collect.accepted",
  "collect.duplicate",
  "collect.rejected.key_unknown",
];

test("every figure is told in Chinese with its value and all it names, and in English as the server says", () => {
  for (const name of names) {
    const { sentence } = figureWords(figure(name, { details: ["eins", "zwei"] }), "zh-CN", format);
    expect([name, sentence]).toEqual([name, expect.stringMatching(/^(?!.*未能及时)[^]*7/)]);
    expect(figureWords(figure(name), "en", format).sentence).toBe("As the server says.");
  }
  const named = figureWords(
    figure("quality.unpriced", { details: ["opus", "haiku"] }),
    "zh-CN",
    format,
  );
  expect(named.sentence).toContain("opus、haiku");
});

const said = (name: string, more: Partial<Figure>): string =>
  figureWords(figure(name, more), "zh-CN", format).sentence;

test("what is well, was never there, or could not be read is said so", () => {
  expect(said("dead_letters.open", { value: 0 })).toContain("没有");
  expect(said("invariants.differences", { value: 0 })).toContain("一致");
  expect(said("quality.unknown_fields", { value: 0 })).toContain("均已读取");
  expect(said("quality.unknown_fields", { details: ["new_tokens"] })).toContain("new_tokens");
  expect(said("quality.clock_ahead", { value: 0 })).toContain("没有");
  expect(said("counters.drift", { value: null })).toContain("从未");
  expect(said("jobs.failed", { details: [0] })).toContain("尚未");
  expect(said("partitions.next", { value: "p", status: "ok" })).toContain("已就绪");
  expect(said("partitions.next", { value: "p", status: "bad" })).toContain("缺失");
  expect(said("backlog.unknown", { value: null })).toContain("积压");
});

test("counts are grouped, in the value and in what else a sentence names", () => {
  expect(said("backlog.records", { value: 60_969 })).toContain("60,969 条");
  expect(said("quality.provisional", { value: 0.4, details: [60_969] })).toContain(
    "60,969 条记录中有 0.4 %",
  );
  expect(said("collect.rejected.key_unknown", { value: 1200 })).toContain("1,200 条");
});

test("what needs nothing done is told without advice", () => {
  expect(figureWords(figure("backlog.lag", { action: null }), "zh-CN", format).action).toBeNull();
  expect(figureWords(figure("backlog.lag"), "zh-CN", format).action).not.toBeNull();
  expect([groupName("jobs", "en"), groupName("jobs", "zh-CN")]).toEqual(["jobs", "计划任务"]);
});
