import * as fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { languages } from "../catalogue/catalogue.ts";
import { createFormatter } from "./formatter.ts";

const en = createFormatter("en");
const zh = createFormatter("zh-CN");
const MOMENT = Date.parse("2026-11-23T14:03:21Z");

test("figures are written exactly, or in about three digits", () => {
  expect(en.exact(12_345_678_901_234_567_890n)).toBe("12,345,678,901,234,567,890");
  expect(en.compact(999)).toBe("999");
  expect(en.compact(1_234_567n)).toBe("1.23M");
  expect(zh.compact(1_234_567n)).toBe("123万");
});

test("a share that is not zero is never written as zero", () => {
  expect(en.share(0)).toBe("0%");
  expect(en.share(0.0000001)).toBe("<0.1%");
  expect(en.share(0.004)).toBe("0.4%");
  expect(en.share(0.613)).toBe("61%");
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1, noNaN: true }), (share) => {
      expect(en.share(share)).not.toBe("0%");
    }),
  );
});

test("changes carry their sign, and zero none", () => {
  expect(en.signedShare(0.123)).toBe("+12%");
  expect(en.signedShare(-0.5)).toBe("-50%");
  expect(en.signedShare(0)).toBe("0%");
  expect(en.signedPoints(0.0123)).toBe("+1.2");
});

test("every moment is UTC unless another zone is chosen, whatever the machine's zone", () => {
  vi.stubEnv("TZ", "Asia/Tokyo");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const abroad = createFormatter("en");
  expect(new Date(MOMENT).getHours()).toBe(23);
  expect(abroad.time(MOMENT)).toBe("14:03:21");
  expect(abroad.bucket(MOMENT, "hour", true)).toBe("14:03");
  expect(en.time(MOMENT)).toBe("14:03:21");
  expect(zh.time(MOMENT)).toBe("14:03:21");
  expect(en.moment(MOMENT)).toContain("14:03:21");
  expect(en.day(MOMENT)).toBe("Nov 23, 2026");
  expect(en.month(MOMENT)).toBe("November");
  expect(zh.month(MOMENT)).toBe("11月");
  expect(en.days(MOMENT, MOMENT)).toBe("Nov 23, 2026");
  expect(en.days(Date.parse("2026-11-01"), MOMENT)).toMatch(/^Nov 1\s–\s23, 2026$/u);
});

test("the year is left out only where it is the reader's", () => {
  expect(en.shortMoment(MOMENT, MOMENT)).not.toContain("2026");
  expect(en.shortMoment(MOMENT, Date.parse("2027-01-01"))).toContain("2026");
});

test("a count is never rounded without a word that says so", () => {
  expect(en.compact(8963)).toBe("8.96K");
  expect(zh.compact(8963)).toBe("8,963");
  expect(zh.compact(12_345)).toBe("1.23万");
});

test("whole dollars on an axis need no cents", () => {
  expect(en.tickMoney(40_000_000_000_000n)).toBe("$40");
  expect(en.tickMoney(2_500_000_000_000n)).toBe("$2.50");
  expect(en.tickMoney(0n)).toBe("$0");
  expect(en.tickMoney(42_100_000_000_000_000n)).toBe("$42.1K");
});

test("buckets are called by what they are", () => {
  expect(en.bucket(MOMENT, "hour", true)).toBe("14:03");
  expect(en.bucket(MOMENT, "day", true)).toBe("Nov 23");
  expect(en.bucket(MOMENT, "month", false)).toBe("November 2026");
});

test("durations are seconds from one second on", () => {
  expect(en.duration(730)).toBe("730ms");
  expect(en.duration(7280)).toBe("7.3s");
});

test("every language writes every kind of figure", () => {
  for (const language of languages) {
    const format = createFormatter(language);
    expect(format.bucket(MOMENT, "day", false)).not.toBe("");
    expect(format.signedPoints(-0.01)).toContain("1");
  }
});

const usd = (dollars: number): bigint => BigInt(Math.round(dollars * 1e12));

test("money is dollars and cents, finer where it is less, brief where it is more", () => {
  expect(en.money(usd(4213.07))).toBe("$4,213.07");
  expect(en.money(usd(0.5))).toBe("$0.50");
  expect(en.money(usd(0.001_234))).toBe("$0.0012");
  expect(en.money(0n)).toBe("$0.00");
  expect(en.compactMoney(usd(4213.07))).toBe("$4,213.07");
  expect(en.compactMoney(usd(42_130))).toBe("$42.1K");
  expect(zh.money(usd(1.5))).toBe("$1.50");
});

test("a sum that is not zero is never written as zero", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 26n }), (picoUsd) => {
      expect(en.money(picoUsd)).not.toMatch(/^\$0(\.0+)?$/);
      expect(en.compactMoney(picoUsd)).not.toMatch(/^\$0(\.0+)?$/);
    }),
  );
});

test("moments are written in the zone, with how far it is from UTC at that moment", () => {
  const kolkata = createFormatter("en", "Asia/Kolkata");
  expect(kolkata.time(MOMENT)).toBe("19:33:21");
  expect([kolkata.zoneName, kolkata.zoneAt(MOMENT)]).toEqual(["Kolkata", "UTC+5:30"]);
  const newYork = createFormatter("en", "America/New_York");
  expect(newYork.zoneAt(Date.parse("2026-07-01"))).toBe("UTC−4");
  expect(newYork.zoneAt(MOMENT)).toBe("UTC−5");
  expect(newYork.zoneName).toBe("New York");
  expect([en.zoneName, en.zoneAt(MOMENT)]).toEqual(["UTC", "UTC"]);
  const yearEnd = Date.parse("2027-01-01T02:00:00Z");
  expect(newYork.shortMoment(yearEnd, MOMENT)).not.toContain("2026");
});

test("prices and reports keep the days of UTC, and dates are nobody's moments", () => {
  const newYork = createFormatter("en", "America/New_York");
  expect(newYork.day(Date.parse("2026-01-01"))).toBe("Dec 31, 2025");
  expect(newYork.utcDay(Date.parse("2026-01-01"))).toBe("Jan 1, 2026");
  expect(newYork.dates("2026-11-01", "2026-11-01")).toBe("Nov 1, 2026");
});
