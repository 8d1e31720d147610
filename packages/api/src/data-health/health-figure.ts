/** `unknown`: could not be read in time; says nothing about the system's work. */
export type HealthStatus = "ok" | "warn" | "bad" | "unknown";

/** What part of the system a figure is of, for headings. */
export type HealthGroup =
  | "backlog"
  | "dead letters"
  | "quality"
  | "collect"
  | "partitions"
  | "invariants"
  | "counters"
  | "jobs"
  | "aggregates";

/** One figure of the state of the data. */
export interface HealthFigure {
  readonly group: HealthGroup;
  /** Stable, for monitors: `backlog.lag`. */
  readonly name: string;
  /** Null: unknown, or there is nothing to measure. */
  readonly value: number | string | null;
  readonly unit:
    | "seconds"
    | "records"
    | "percent"
    | "rows"
    | "differences"
    | "counters"
    | "jobs"
    | null;
  readonly status: HealthStatus;
  /** For people: what the figure is, and what it means now. */
  readonly sentence: string;
  /** What else the sentence names (models, jobs, a moment), in its order: `name`, `value` and these say it in any language. */
  readonly details?: readonly (string | number)[];
  /** What to do about it; null when nothing need be done. */
  readonly action: string | null;
}
