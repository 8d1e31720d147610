import { InvalidInputError } from "@tokenledger/usage";
import {
  isTimeZone,
  nextZonedPeriodStart,
  zonedPeriodStart,
} from "@tokenledger/usage/zoned-periods";

/** Half-open, as the server takes it. */
export interface TimeRange {
  readonly startDate: Date;
  readonly endDate: Date;
}

/** What the command line says of time: days as 2026-11-01, the last one included. */
export interface AskedTime {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly zone: string;
}

const HOUR_MS = 3_600_000;
/** Between the first and the last zone of the earth a date begins so many hours before and after it begins in UTC. */
const ZONE_HOURS = [-14, -7, 0, 7, 14];

/** The calendar day of an instant in a zone, as 2026-11-01. */
export const dayIn = (zone: string, timeMs: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(timeMs);

const startOfDay = (option: string, text: string, zone: string): number => {
  const utcMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const start = ZONE_HOURS.map((hours) => utcMs + hours * HOUR_MS)
    .filter((timeMs) => !Number.isNaN(timeMs))
    .map((timeMs) => zonedPeriodStart("day", zone, timeMs))
    .find((timeMs) => dayIn(zone, timeMs) === text);
  if (start === undefined) {
    throw new InvalidInputError("ARGUMENT_INVALID", `${option} ${text}: not a day (2026-11-27)`);
  }
  return start;
};

/** The start of the month, so many months before the one of an instant. */
const monthsBefore = (zone: string, timeMs: number, months: number): number => {
  let start = zonedPeriodStart("month", zone, timeMs);
  for (let back = 0; back < months; back += 1) start = zonedPeriodStart("month", zone, start - 1);
  return start;
};

/**
 * The instants that are meant. Without `from`, so many whole months before this one; without `to`, until today's end.
 *
 * @throws InvalidInputError ARGUMENT_INVALID naming the option
 */
export const timeRange = (
  { from, to, zone }: AskedTime,
  nowMs: number,
  monthsBack: number,
): TimeRange => {
  if (!isTimeZone(zone)) {
    throw new InvalidInputError(
      "ARGUMENT_INVALID",
      `--zone ${zone}: not a time zone (Asia/Shanghai)`,
    );
  }
  const startMs =
    from === undefined ? monthsBefore(zone, nowMs, monthsBack) : startOfDay("--from", from, zone);
  const lastMs = to === undefined ? nowMs : startOfDay("--to", to, zone);
  const endMs = nextZonedPeriodStart("day", zone, lastMs);
  if (endMs <= startMs) {
    throw new InvalidInputError(
      "ARGUMENT_INVALID",
      `--to ${to ?? "today"} is before --from ${from ?? ""}`,
    );
  }
  return { startDate: new Date(startMs), endDate: new Date(endMs) };
};
