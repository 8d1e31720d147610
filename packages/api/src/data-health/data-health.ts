import type { Clock } from "../clock.ts";
import type { HealthFigure, HealthGroup, HealthStatus } from "./health-figure.ts";
import type { HealthSources } from "./health-sources.ts";
import {
  aggregateFigures,
  counterFigures,
  invariantFigures,
  jobFigures,
  partitionFigures,
  qualityFigures,
} from "./ledger-figures.ts";
import { backlogFigures, collectFigures, deadLetterFigures } from "./pipeline-figures.ts";

/** The state of the data at a moment. */
export interface HealthReport {
  readonly time: Date;
  /** The worst of the figures; what is unknown is a warning. */
  readonly status: Exclude<HealthStatus, "unknown">;
  readonly figures: readonly HealthFigure[];
}

type Part = (sources: HealthSources, now: Date) => Promise<readonly HealthFigure[]>;

const vital: readonly (readonly [HealthGroup, Part])[] = [
  ["backlog", backlogFigures],
  ["dead letters", deadLetterFigures],
];

const all: typeof vital = [
  ...vital,
  ["quality", qualityFigures],
  ["collect", collectFigures],
  ["partitions", partitionFigures],
  ["invariants", invariantFigures],
  ["counters", counterFigures],
  ["jobs", jobFigures],
  ["aggregates", aggregateFigures],
];

const PART_MS_MAX = 800;

const unknownFigure = (group: HealthGroup): HealthFigure => ({
  group,
  name: `${group.replaceAll(" ", "_")}.unknown`,
  value: null,
  unit: null,
  status: "unknown",
  sentence: `What there is to say about ${group} could not be read in time.`,
  action: "See that the stores answer, and ask again.",
});

const worstOf = (figures: readonly HealthFigure[]): HealthReport["status"] => {
  const has = (status: HealthStatus): boolean => figures.some((figure) => figure.status === status);
  if (has("bad")) return "bad";
  return has("warn") || has("unknown") ? "warn" : "ok";
};

/**
 * The state of the data, part by part. A part that fails or takes longer than 800 ms is told as unknown, and the others answer. It goes on
 * meanwhile and is not begun a second time, so that asking again cannot pile slow reads up.
 */
export class DataHealth {
  readonly #sources: HealthSources;
  readonly #clock: Clock;
  readonly #running = new Map<Part, Promise<readonly HealthFigure[]>>();

  constructor(sources: HealthSources, clock: Clock) {
    this.#sources = sources;
    this.#clock = clock;
  }

  /** Everything. */
  async report(): Promise<HealthReport> {
    return this.#report(all);
  }

  /** What monitors ask often: backlog and dead letters. */
  async vitalSigns(): Promise<HealthReport> {
    return this.#report(vital);
  }

  async #report(parts: typeof vital): Promise<HealthReport> {
    const time = new Date(this.#clock());
    const read = await Promise.all(
      parts.map(async ([group, part]) => this.#read(group, part, time)),
    );
    const figures = read.flat();
    return { time, status: worstOf(figures), figures };
  }

  async #read(group: HealthGroup, part: Part, now: Date): Promise<readonly HealthFigure[]> {
    const late = Promise.withResolvers<readonly HealthFigure[]>();
    const timer = setTimeout(() => {
      late.resolve([unknownFigure(group)]);
    }, PART_MS_MAX);
    const figures = this.#once(part, now).catch(() => [unknownFigure(group)]);
    const read = await Promise.race([figures, late.promise]);
    clearTimeout(timer);
    return read;
  }

  async #once(part: Part, now: Date): Promise<readonly HealthFigure[]> {
    const running = this.#running.get(part) ?? part(this.#sources, now);
    this.#running.set(part, running);
    try {
      return await running;
    } finally {
      this.#running.delete(part);
    }
  }
}
