import type { RestFindings } from "./check-at-rest.ts";

/** A check by name, with what it found. */
export interface Finding {
  readonly name: string;
  readonly found: readonly string[];
}

/** What was checked at rest, most important first. All must be empty. */
export const restFindings = (final: RestFindings): readonly Finding[] => [
  { name: "lost", found: final.lost },
  { name: "double", found: final.double },
  { name: "drift", found: final.drift },
  { name: "wrong", found: final.wrong },
  { name: "broken", found: final.broken },
  { name: "stuck", found: final.stuck },
  { name: "deadlocks", found: final.deadlocks },
];
