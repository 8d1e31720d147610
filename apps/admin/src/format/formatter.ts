import { offsetMs, UTC } from "../zone/zone.ts";
import { dayRangeWriter } from "./day-range.ts";
import { lazy } from "./lazy.ts";

/** Writes figures and moments for one language and one time zone. */
export interface Formatter {
  /** Every digit, grouped: 1,234,567. */
  readonly exact: (value: bigint | number) => string;
  /** About three digits from where the language has a word for it: 1.23M, 123万; every digit below a thousand, in Chinese below 万. */
  readonly compact: (value: bigint | number) => string;
  /** Pico-USD as dollars and cents; below a dollar as many digits as it takes to say two. */
  readonly money: (picoUsd: bigint) => string;
  /** Pico-USD as dollars in about three digits from ten thousand on: $42.1K. */
  readonly compactMoney: (picoUsd: bigint) => string;
  /** The same for an axis, where whole dollars need no cents: $40. */
  readonly tickMoney: (picoUsd: bigint) => string;
  /** A difference of money with its sign. */
  readonly signedMoney: (picoUsd: bigint) => string;
  /** Pico-USD per token as dollars per million tokens, to the last of six digits. */
  readonly perMillion: (picoUsd: bigint) => string;
  /** A share as per cent, one digit after the point where it is below ten. */
  readonly share: (value: number) => string;
  /** A change with its sign, in per cent. */
  readonly signedShare: (value: number) => string;
  /** A difference of shares with its sign, in percentage points, without the unit. */
  readonly signedPoints: (value: number) => string;
  /** Milliseconds as seconds where it is one or more. */
  readonly duration: (ms: number) => string;
  /** Names or figures one after another: 50, 80; 50、80. (`Intl.ListFormat` sets nothing between Chinese units.) */
  readonly list: (parts: readonly string[]) => string;
  /** 24 hours; 24小时. */
  readonly hours: (count: bigint | number) => string;
  readonly day: (timeMs: number) => string;
  /** The day of UTC: of prices and of Anthropic's reports, which count in no other. */
  readonly utcDay: (timeMs: number) => string;
  readonly month: (timeMs: number) => string;
  /** 14:03:21 */
  readonly time: (timeMs: number) => string;
  /** Day and time to the second, without the year where it is the reader's. */
  readonly shortMoment: (timeMs: number, nowMs: number) => string;
  /** Day and time to the second. */
  readonly moment: (timeMs: number) => string;
  /** The name of a bucket: an hour, a day or a month; `isShort` for an axis. */
  readonly bucket: (timeMs: number, period: "hour" | "day" | "month", isShort: boolean) => string;
  /** Two days, both included, written together. */
  readonly days: (firstMs: number, lastMs: number) => string;
  /** Two dates of any zone, `2026-11-01`, both included, written together. */
  readonly dates: (first: string, last: string) => string;
  /** The zone by its city: Shanghai; UTC. */
  readonly zoneName: string;
  /** How far the zone is from UTC at a moment: UTC+5:30; UTC. */
  readonly zoneAt: (timeMs: number) => string;
}

/** Where and for whom moments are written. */
interface Place {
  readonly language: string;
  readonly zone: string;
}

const clock = (
  { language, zone }: Place,
  options: Intl.DateTimeFormatOptions,
): (() => Intl.DateTimeFormat) =>
  lazy(() => new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", ...options }));

const bucketWriter = (place: Place): Formatter["bucket"] => {
  const long = {
    hour: clock(place, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }),
    day: clock(place, { weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    month: clock(place, { month: "long", year: "numeric" }),
  };
  const short = {
    hour: clock(place, { hour: "2-digit", minute: "2-digit" }),
    day: clock(place, { day: "numeric", month: "short" }),
    month: clock(place, { month: "short", year: "2-digit" }),
  };
  return (timeMs, period, isShort) => (isShort ? short : long)[period]().format(timeMs);
};

const percent = (language: string, options: Intl.NumberFormatOptions): (() => Intl.NumberFormat) =>
  lazy(() => new Intl.NumberFormat(language, { style: "percent", ...options }));

/** Per cent with one digit below ten and none above: 0.4 %, 61 %. A share that is not zero is never written as zero. */
const shareWriter = (language: string): Formatter["share"] => {
  const coarse = percent(language, { maximumFractionDigits: 0 });
  const fine = percent(language, { maximumFractionDigits: 1 });
  return (value) => {
    if (value > 0 && value < 0.001) {
      return `<${fine().format(0.001)}`;
    }
    return Math.abs(value) < 0.0995 ? fine().format(value) : coarse().format(value);
  };
};

const PICO = 1e12;

type MoneyPart = Pick<
  Formatter,
  "money" | "compactMoney" | "tickMoney" | "signedMoney" | "perMillion"
>;

/** Pico-USD a token in a dollar a million tokens. */
const PICO_PER_MILLION = 1e6;

const moneyPart = (language: string): MoneyPart => {
  const usd = (options: Intl.NumberFormatOptions): (() => Intl.NumberFormat) =>
    lazy(
      () =>
        new Intl.NumberFormat(language, {
          style: "currency",
          currency: "USD",
          currencyDisplay: "narrowSymbol",
          ...options,
        }),
    );
  const cents = usd({});
  const parts = usd({ maximumSignificantDigits: 2, minimumFractionDigits: 2 });
  const compact = usd({ notation: "compact", maximumSignificantDigits: 3 });
  const ticks = usd({ trailingZeroDisplay: "stripIfInteger" });
  const price = usd({ minimumFractionDigits: 2, maximumFractionDigits: 6 });
  // Sums of dollars keep their cents in a double up to 90 trillion.
  const money = (picoUsd: bigint): string => {
    const dollars = Number(picoUsd) / PICO;
    return (Math.abs(dollars) < 0.1 && dollars !== 0 ? parts : cents)().format(dollars);
  };
  const compactMoney = (picoUsd: bigint): string => {
    const dollars = Number(picoUsd) / PICO;
    return Math.abs(dollars) < 10_000 ? money(picoUsd) : compact().format(dollars);
  };
  return {
    money,
    compactMoney,
    tickMoney: (picoUsd) => {
      const dollars = Number(picoUsd) / PICO;
      return Number.isInteger(dollars) && Math.abs(dollars) < 10_000
        ? ticks().format(dollars)
        : compactMoney(picoUsd);
    },
    signedMoney: (picoUsd) => `${picoUsd > 0n ? "+" : ""}${money(picoUsd)}`,
    perMillion: (picoUsd) => price().format(Number(picoUsd) / PICO_PER_MILLION),
  };
};

type NumberPart = Pick<
  Formatter,
  "exact" | "compact" | "share" | "signedShare" | "signedPoints" | "duration" | "list" | "hours"
>;

const numberPart = (language: string): NumberPart => {
  const number = (options?: Intl.NumberFormatOptions): (() => Intl.NumberFormat) =>
    lazy(() => new Intl.NumberFormat(language, options));
  const exact = number();
  // Below its first word a language would round without a sign of it: 8960 for 8,963.
  const isChinese = language.startsWith("zh");
  const compactFrom = isChinese ? 10_000 : 1000;
  const compact = number({ notation: "compact", maximumSignificantDigits: 3 });
  const signed = percent(language, { signDisplay: "exceptZero", maximumFractionDigits: 0 });
  const points = number({ signDisplay: "exceptZero", maximumFractionDigits: 1 });
  const unit = { style: "unit", unitDisplay: "narrow", maximumFractionDigits: 1 } as const;
  const ms = number({ ...unit, unit: "millisecond" });
  const seconds = number({ ...unit, unit: "second" });
  const hours = number({ style: "unit", unit: "hour", unitDisplay: "long" });
  return {
    exact: (value) => exact().format(value),
    compact: (value) =>
      (value < compactFrom && value > -compactFrom ? exact : compact)().format(value),
    share: shareWriter(language),
    signedShare: (value) => signed().format(value),
    signedPoints: (value) => points().format(value * 100),
    duration: (value) => (value < 1000 ? ms().format(value) : seconds().format(value / 1000)),
    list: (parts) => parts.join(isChinese ? "、" : ", "),
    hours: (count) => hours().format(count),
  };
};

const offsetWriter =
  (zone: string): Formatter["zoneAt"] =>
  (timeMs) => {
    const minutes = Math.round(offsetMs(zone, timeMs) / 60_000);
    if (minutes === 0) {
      return UTC;
    }
    const rest = Math.abs(minutes) % 60;
    const hours = Math.floor(Math.abs(minutes) / 60);
    return `${UTC}${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
  };

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

const momentPart = (place: Place): Omit<Formatter, keyof NumberPart | keyof MoneyPart> => {
  const day = clock(place, { day: "numeric", month: "short", year: "numeric" });
  // Chinese writes the long name in characters (十一月), beside days in digits (11月1日).
  const isChinese = place.language.startsWith("zh");
  const month = clock(place, { month: isChinese ? "short" : "long" });
  const utcDay = clock(
    { ...place, zone: UTC },
    { day: "numeric", month: "short", year: "numeric" },
  );
  const utcRange = dayRangeWriter(place.language, UTC);
  const year = clock(place, { year: "numeric" });
  const time = clock(place, CLOCK);
  const shortMoment = clock(place, { day: "numeric", month: "short", ...CLOCK });
  const moment = clock(place, { dateStyle: "medium", timeStyle: "medium" });
  return {
    day: (timeMs) => day().format(timeMs),
    month: (timeMs) => month().format(timeMs),
    time: (timeMs) => time().format(timeMs),
    shortMoment: (timeMs, nowMs) =>
      (year().format(timeMs) === year().format(nowMs) ? shortMoment : moment)().format(timeMs),
    moment: (timeMs) => moment().format(timeMs),
    bucket: bucketWriter(place),
    days: dayRangeWriter(place.language, place.zone),
    utcDay: (timeMs) => utcDay().format(timeMs),
    dates: (first, last) => utcRange(Date.parse(first), Date.parse(last)),
    zoneName: (place.zone.split("/").at(-1) ?? place.zone).replaceAll("_", " "),
    zoneAt: offsetWriter(place.zone),
  };
};

/** Builds the formatter of a language (a BCP 47 tag) and a zone (an IANA name). Make it once: an Intl object is made when it is first written with, and kept. */
export const createFormatter = (language: string, zone: string = UTC): Formatter => ({
  ...numberPart(language),
  ...moneyPart(language),
  ...momentPart({ language, zone }),
});
