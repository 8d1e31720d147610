import type { Period } from "../periods/periods.ts";
import type { AlertFigure, AlertReadings } from "./alert-readings.ts";

/** Sums of one group in one UTC hour. */
export interface HourFigure extends AlertFigure {
  readonly hourMs: number;
}

interface Course {
  readonly id: string;
  readonly name: string;
  /** Rising. */
  readonly hours: number[];
  /** Sums of all hours up to the one with the same index. */
  readonly sums: AlertFigure[];
}

const nothing = (id: string, name: string): AlertFigure => ({
  id,
  name,
  costPicoUsd: 0n,
  tokens: 0n,
  requests: 0n,
  failedRequests: 0n,
  unpricedRequests: 0n,
});

const combine = (left: AlertFigure, right: AlertFigure, sign: bigint): AlertFigure => ({
  id: left.id,
  name: left.name,
  costPicoUsd: left.costPicoUsd + sign * right.costPicoUsd,
  tokens: left.tokens + sign * right.tokens,
  requests: left.requests + sign * right.requests,
  failedRequests: left.failedRequests + sign * right.failedRequests,
  unpricedRequests: left.unpricedRequests + sign * right.unpricedRequests,
});

/** How many of rising numbers are below a bound. */
const countBelow = (values: readonly number[], bound: number): number => {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((values[middle] ?? Infinity) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};

const sumOf = (course: Course, { startMs, endMs }: Period): AlertFigure | null => {
  const [from, to] = [countBelow(course.hours, startMs), countBelow(course.hours, endMs)];
  if (from === to) return null;
  const zero = nothing(course.id, course.name);
  return combine(course.sums[to - 1] ?? zero, course.sums[from - 1] ?? zero, -1n);
};

/**
 * Readings of the past out of hourly sums, in memory: a rule is judged hundreds of times without asking the ledger. Running sums make a
 * range two look-ups. @param figures of one filter and group, in the order of time.
 */
export const hourlyReadings = (figures: readonly HourFigure[]): AlertReadings => {
  const courses = new Map<string, Course>();
  for (const { hourMs, ...figure } of figures) {
    const course = courses.get(figure.id) ?? {
      id: figure.id,
      name: figure.name,
      hours: [],
      sums: [],
    };
    course.hours.push(hourMs);
    course.sums.push(combine(course.sums.at(-1) ?? nothing(figure.id, figure.name), figure, 1n));
    courses.set(figure.id, course);
  }
  return {
    sums: async (_watch, range) =>
      Promise.resolve(
        [...courses.values()].flatMap((course) => {
          const sum = sumOf(course, range);
          return sum === null ? [] : [sum];
        }),
      ),
    quotaStates: async () => Promise.resolve([]),
    health: async () => Promise.resolve({ openDeadLetters: 0, lagMs: null }),
  };
};
