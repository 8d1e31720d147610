import { expect, test } from "vitest";
import { dayRangeWriter } from "./day-range.ts";

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const written = (language: string, first: string, last: string): string =>
  dayRangeWriter(language, "UTC")(at(first), at(last)).replaceAll("\u2009", " ");

test("Chinese ranges are written as its days are, without what both ends share", () => {
  expect(written("zh-CN", "2026-11-01", "2026-11-30")).toBe("2026年11月1日 – 30日");
  expect(written("zh-CN", "2026-10-29", "2026-11-04")).toBe("2026年10月29日 – 11月4日");
  expect(written("zh-CN", "2026-12-30", "2027-01-02")).toBe("2026年12月30日 – 2027年1月2日");
  expect(written("zh-CN", "2026-11-30", "2026-11-30")).toBe("2026年11月30日");
});

test("English is left to Intl", () => {
  expect(written("en", "2026-11-01", "2026-11-30")).toBe("Nov 1 – 30, 2026");
});

test("the days are the zone's", () => {
  const write = dayRangeWriter("zh-CN", "Asia/Shanghai");
  expect(write(Date.parse("2026-10-31T16:00:00Z"), Date.parse("2026-11-30T15:59:59Z"))).toBe(
    "2026年11月1日 – 30日",
  );
});
