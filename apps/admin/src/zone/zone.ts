/** The zone the page counts in where nobody chose one. */
export const UTC = "UTC";

/** `+01:00` and the like are taken by Intl too, but say nothing about daylight saving; the server refuses them. */
const ZONE_NAME = /^[A-Za-z]/;
const NAME_LENGTH_MAX = 64;

const clocks = new Map<string, Intl.DateTimeFormat | null>();

const makeClock = (zone: string): Intl.DateTimeFormat | null => {
  if (!ZONE_NAME.test(zone) || zone.length > NAME_LENGTH_MAX) {
    return null;
  }
  try {
    return new Intl.DateTimeFormat("en-u-ca-iso8601", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
};

/** What tells a zone's clock; null for no zone. Made once: an Intl object costs 50 µs. */
const clockOf = (zone: string): Intl.DateTimeFormat | null => {
  const known = clocks.get(zone);
  if (known !== undefined) {
    return known;
  }
  const clock = makeClock(zone);
  clocks.set(zone, clock);
  return clock;
};

/** Whether a text names a zone of the IANA database that this browser knows. */
export const isZone = (name: string): boolean => clockOf(name) !== null;

const SECOND_MS = 1000;

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. @throws RangeError for no zone. */
export const offsetMs = (zone: string, timeMs: number): number => {
  if (zone === UTC) {
    return 0;
  }
  const clock = clockOf(zone);
  if (clock === null) {
    throw new RangeError(`There is no time zone ${zone}.`);
  }
  const parts = new Map(clock.formatToParts(timeMs).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const shownMs = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shownMs - Math.floor(timeMs / SECOND_MS) * SECOND_MS;
};
