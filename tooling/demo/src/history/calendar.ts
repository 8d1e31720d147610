import { seededRandom, type SeededRandom } from "@tokenledger/fake-anthropic";
import type { Rhythm } from "../company/service.ts";

/** Milliseconds of a UTC day. */
export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Calls against an average day, Sunday first. They add up to 7. */
const WEEKDAYS = [0.38, 1.25, 1.32, 1.33, 1.27, 1.07, 0.38];
/** Epoch day 0 was a Thursday. */
const THURSDAY = 4;
const SEASON_DAYS = 56;
const SEASON_SWING = 0.18;
const LAUNCH_SHARE = 0.04;
const LAUNCH_FACTOR = 1.7;

/** Calls by hour of the UTC day, against each other. */
const HOURS: Readonly<Record<Rhythm, readonly number[]>> = {
  office: [1, 1, 1, 1, 2, 6, 22, 55, 88, 100, 98, 84, 66, 86, 98, 94, 78, 50, 26, 14, 9, 6, 3, 2],
  always: [
    22, 18, 16, 16, 20, 30, 48, 66, 80, 88, 90, 88, 84, 90, 94, 96, 98, 100, 96, 84, 70, 54, 40, 30,
  ],
  night: [100, 96, 80, 44, 12, 4, 2, 2, 2, 3, 3, 2, 2, 3, 3, 2, 2, 2, 2, 2, 3, 6, 30, 70],
};

/**
 * How many calls are made on a day, if an average one has `callsPerDay`. Depends on the date alone, never on when it is asked, so that a window that
 * has moved on by a day agrees with the old one on every day they share.
 */
export const callsOnDay = (seed: number, day: number, callsPerDay: number): number => {
  const weekday = WEEKDAYS[(((day + THURSDAY) % 7) + 7) % 7] ?? 1;
  const season = 1 + SEASON_SWING * Math.sin((2 * Math.PI * day) / SEASON_DAYS);
  const launch = seededRandom("launch", seed, day)() < LAUNCH_SHARE ? LAUNCH_FACTOR : 1;
  return Math.round(callsPerDay * weekday * season * launch);
};

/** A moment of the day in milliseconds, likelier in busy hours. */
export const timeOfDayMs = (random: SeededRandom, rhythm: Rhythm): number => {
  const hours = HOURS[rhythm];
  let left = random() * hours.reduce((sum, weight) => sum + weight, 0);
  const hour = hours.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.floor((Math.max(hour, 0) + random()) * HOUR_MS);
};
