import { zonedPeriodTypes } from "@tokenledger/usage/zoned-periods";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { z } from "zod";
import {
  CONSUMERS_MAX,
  DetailsInput,
  FILTER_VALUES_MAX,
  FigureInput,
  Id,
  OverviewInput,
  PAGE_SIZE_MAX,
  StatisticsInput,
  TailInput,
  TimeHistogramInput,
  TopConsumersInput,
  TrendsInput,
  rangeDaysMax,
  searchText,
} from "./usage-inputs.ts";

const DAY_MS = 86_400_000;
const startDate = new Date("2026-01-01T00:00:00Z");
const range = { startDate, endDate: new Date(startDate.getTime() + DAY_MS) };
const ranged = [
  StatisticsInput,
  TrendsInput,
  TimeHistogramInput,
  DetailsInput,
  OverviewInput,
  FigureInput,
];

const faultOf = (schema: z.ZodType, input: unknown): string | null => {
  const result = schema.safeParse(input);
  return result.success ? null : (result.error.issues[0]?.path.join(".") ?? "");
};

const listOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1}`);

test("a range goes forward: an empty one and one that goes back are refused", () => {
  for (const schema of ranged) {
    expect(faultOf(schema, range)).toBeNull();
    expect(faultOf(schema, { ...range, endDate: startDate })).toBe("endDate");
    expect(faultOf(schema, { ...range, endDate: new Date(startDate.getTime() - 1) })).toBe(
      "endDate",
    );
    expect(faultOf(schema, { startDate })).toBe("endDate");
    expect(faultOf(schema, { ...range, startDate: "2026-01-01" })).toBe("startDate");
  }
});

test("a range is as long as its periods allow, to the millisecond", () => {
  for (const [aggregationPeriod, days] of Object.entries(rangeDaysMax)) {
    for (const schema of [StatisticsInput, TrendsInput, TimeHistogramInput]) {
      const endMs = startDate.getTime() + days * DAY_MS;
      const input = { startDate, aggregationPeriod };
      expect(faultOf(schema, { ...input, endDate: new Date(endMs) })).toBeNull();
      expect(faultOf(schema, { ...input, endDate: new Date(endMs + 1) })).toBe("endDate");
    }
  }
  for (const schema of [DetailsInput, OverviewInput]) {
    const endMs = startDate.getTime() + 400 * DAY_MS;
    expect(faultOf(schema, { startDate, endDate: new Date(endMs) })).toBeNull();
    expect(faultOf(schema, { startDate, endDate: new Date(endMs + 1) })).toBe("endDate");
  }
});

test("lists of a filter hold up to 100 values", () => {
  for (const name of ["accessKeyIds", "users", "models", "features"]) {
    for (const schema of ranged) {
      for (const count of [0, FILTER_VALUES_MAX - 1, FILTER_VALUES_MAX]) {
        expect(faultOf(schema, { ...range, [name]: listOf(count) })).toBeNull();
      }
      expect(faultOf(schema, { ...range, [name]: listOf(FILTER_VALUES_MAX + 1) })).toBe(name);
    }
  }
});

test("a page holds 1 to 500 rows, 50 unless said, and starts at the first", () => {
  expect(DetailsInput.parse(range)).toMatchObject({ pageSize: 50 });
  for (const pageSize of [1, PAGE_SIZE_MAX - 1, PAGE_SIZE_MAX]) {
    expect(faultOf(DetailsInput, { ...range, pageSize, cursor: null })).toBeNull();
  }
  for (const pageSize of [0, PAGE_SIZE_MAX + 1, 1.5, "50"]) {
    expect(faultOf(DetailsInput, { ...range, pageSize })).toBe("pageSize");
  }
});

test("a list of top consumers holds 1 to 100 rows", () => {
  const input = { ...range, dimensionType: "user" };
  expect(TopConsumersInput.parse(input)).toMatchObject({ countMax: 10 });
  for (const [countMax, fault] of [
    [0, "countMax"],
    [1, null],
    [CONSUMERS_MAX, null],
    [CONSUMERS_MAX + 1, "countMax"],
  ]) {
    expect(faultOf(TopConsumersInput, { ...input, countMax })).toBe(fault);
  }
});

test("a range has at most 400 periods, of whatever length", () => {
  const daysOf = { hour: 1 / 24, day: 1, week: 7, month: 28 };
  for (const period of zonedPeriodTypes) {
    expect(rangeDaysMax[period] / daysOf[period]).toBeLessThanOrEqual(400);
  }
});

test("a time zone is one of IANA's, and a comparison goes forward and is no longer than a question", () => {
  const reversed = { startDate: range.endDate, endDate: startDate };
  const tooLong = { startDate, endDate: new Date(startDate.getTime() + 401 * DAY_MS) };
  for (const schema of [StatisticsInput, TrendsInput, OverviewInput]) {
    for (const timeZone of ["UTC", "Asia/Kathmandu", "America/St_Johns"]) {
      expect(faultOf(schema, { ...range, timeZone })).toBeNull();
    }
    for (const timeZone of ["", "Mars/Olympus", "+01:00", "'; drop table x"]) {
      expect(faultOf(schema, { ...range, timeZone })).toBe("timeZone");
    }
    expect(faultOf(schema, { ...range, compare: "previous" })).toBeNull();
    expect(faultOf(schema, { ...range, compare: range })).toBeNull();
    for (const compare of ["next", {}, reversed, tooLong]) {
      expect(faultOf(schema, { ...range, compare })).toBe("compare");
    }
  }
});

test("statuses are HTTP's, single or by class", () => {
  for (const statuses of [[200], ["4xx", 529], ["none"]]) {
    expect(faultOf(DetailsInput, { ...range, statuses })).toBeNull();
  }
  for (const status of [99, 600, 200.5, "6xx", "200"]) {
    expect(faultOf(TailInput, { statuses: [status] })).toBe("statuses.0");
  }
});

test("an id is a 64-bit number in decimal, and nothing PostgreSQL would choke on", () => {
  for (const id of ["1", "9223372036854775807"]) {
    expect(Id.safeParse(id).success).toBe(true);
  }
  for (const id of [
    "0",
    "01",
    "-1",
    "1.5",
    "1e3",
    "",
    "9223372036854775808",
    "1".repeat(30),
    "1; drop",
  ]) {
    expect(Id.safeParse(id).success).toBe(false);
  }
});

test("text that PostgreSQL cannot hold never gets there", () => {
  const schema = searchText(64);
  for (const text of ["", "a\u0000b", "a\nb", "\ud800", "x".repeat(65)]) {
    expect(schema.safeParse(text).success).toBe(false);
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 70 }), (text) => {
      const isHarmless = text.isWellFormed() && !/\p{Cc}/u.test(text);
      expect(schema.safeParse(text).success).toBe(
        isHarmless && text.length > 0 && text.length <= 64,
      );
    }),
  );
});
