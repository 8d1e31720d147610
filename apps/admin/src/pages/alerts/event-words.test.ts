import type { AlertEvent, AlertRule } from "@tokenledger/usage/alerts";
import { expect, test } from "vitest";
import { en } from "../../catalogue/en.ts";
import { zhCn } from "../../catalogue/zh-cn.ts";
import { createFormatter } from "../../format/formatter.ts";
import { sampleEvent } from "../../testing/sample-alerts.ts";
import { eventTexts } from "./event-texts.ts";
import { eventWords, type EventWords } from "./event-words.ts";

const told = (
  language: "en" | "zh-CN",
  event: Partial<AlertEvent>,
  groupBy: AlertRule["groupBy"] | null = "none",
): EventWords =>
  eventWords(
    { ...sampleEvent, ...event },
    {
      texts: eventTexts[language],
      format: createFormatter(language),
      none: (language === "en" ? en : zhCn).overview.none,
      groupBy,
    },
  );

const lines = (words: EventWords): readonly (string | null)[] => [words.title, words.detail];

test("an amount is told with its window, in the reader's language", () => {
  const event = {
    periodStart: new Date("2026-11-01T00:00:00Z"),
    periodEnd: new Date("2026-12-01T00:00:00Z"),
  };
  expect(lines(told("en", event))).toEqual([
    "anna: spend reached $50.00",
    "Nov 1\u2009–\u200930, 2026: $61.50 when it fired",
  ]);
  expect(lines(told("zh-CN", event))).toEqual([
    "anna：费用达到 $50.00",
    "2026年11月1日 – 30日，触发时为 $61.50",
  ]);
});

test("windows of an hour and a day are named as such", () => {
  const periodStart = new Date("2026-11-24T13:00:00Z");
  const hour = told("en", { periodStart, periodEnd: new Date("2026-11-24T14:00:00Z") });
  expect(hour.detail).toBe("Nov 24, 2026, 13:00:00: $61.50 when it fired");
  const dayStart = new Date("2026-11-24T00:00:00Z");
  const day = told("en", { periodStart: dayStart, periodEnd: new Date("2026-11-25T00:00:00Z") });
  expect(day.detail).toBe("Nov 24, 2026: $61.50 when it fired");
});

const percents = { unit: "percent", threshold: 200n, value: 240n };
const whole = { dimension: "", dimensionName: "" };

test.each([
  [{ ruleKind: "quota", unit: "percent", threshold: 80n, value: 83n }, "anna：预算已用 80%"],
  [{ ruleKind: "forecast" }, "anna：按目前速度，费用将超过 $50.00"],
  [{ ...percents, ...whole, ruleKind: "burn_rate" }, "上限消耗过快，为允许速度的 240%"],
  [{ ...percents, ...whole, ruleKind: "anomaly" }, "当日用量异常，为往常的 240%"],
  [
    {
      ...whole,
      ruleKind: "error_rate",
      unit: "hundredths of a percent",
      threshold: 500n,
      value: 520n,
    },
    "5.2% 的请求失败",
  ],
  [{ ...whole, ruleKind: "no_data", unit: "hours", threshold: 24n }, "已有 24小时没有记录"],
  [
    { ...whole, ruleKind: "unpriced", unit: "requests", value: 12n },
    "未知模型：七天内有 12 次请求没有价格",
  ],
  [
    { ruleKind: "data_health", dimension: "dead_letters", unit: "records", value: 1200n },
    "1,200 条记录未能入账",
  ],
  [{ ruleKind: "data_health", dimension: "lag", unit: "seconds", value: 90n }, "账本落后 90秒"],
])("every kind has its words: %o", (event, title) => {
  expect(told("zh-CN", event).title).toBe(title);
});

test("usage without a user is not told as everything", () => {
  expect(told("en", whole, "user").title).toBe("Anonymous: spend reached $50.00");
  expect(told("en", whole, "none").title).toBe("Spend reached $50.00");
});

test("what this page does not know is told as the channels were told", () => {
  const stored = [sampleEvent.title, sampleEvent.summary];
  expect(lines(told("zh-CN", { ruleKind: "next_years_kind" }))).toEqual(stored);
  expect(lines(told("zh-CN", { unit: "parsecs" }))).toEqual(stored);
  expect(lines(told("zh-CN", whole, null))).toEqual(stored);
});
