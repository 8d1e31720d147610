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

/** Comparing two days with all their records is work for a second and more, and its answer is the same a moment later. */
const INVARIANTS_STAND_MS = 60_000;

/** How long what a part said stands, in milliseconds; without, it is asked each time. */
const vital: readonly (readonly [group: HealthGroup, part: Part, standsMs?: number])[] = [
  ["backlog", backlogFigures],
  ["dead letters", deadLetterFigures],
];

const all: typeof vital = [
  ...vital,
  ["quality", qualityFigures],
  ["collect", collectFigures],
  ["partitions", partitionFigures],
  ["invariants", invariantFigures, INVARIANTS_STAND_MS],
  ["counters", counterFigures],
  ["jobs", jobFigures],
  ["aggregates", aggregateFigures],
];

const PART_MS_MAX = 800;
/** A part that is slow is told as it was found last, up to this long ago. */
const FOUND_MS_MAX = 600_000;

/** What a part said, and when it was asked. */
interface Found {
  readonly timeMs: number;
  readonly figures: readonly HealthFigure[];
}

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
 * The state of the data, part by part. A part that fails is told as unknown, and the others answer. One that takes longer than 800 ms is told as it was found at most ten
 * minutes ago, else as unknown. It goes on meanwhile and is not begun a second time, so that asking again cannot pile slow reads up. What invariants say stands for a minute.
 */
export class DataHealth {
  readonly #sources: HealthSources;
  readonly #clock: Clock;
  readonly #running = new Map<Part, Promise<readonly HealthFigure[]>>();
  readonly #found = new Map<Part, Found>();

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
      parts.map(
        async ([group, part, standsMs]) =>
          this.#standing(part, time, standsMs) ?? this.#read(group, part, time),
      ),
    );
    const figures = read.flat();
    return { time, status: worstOf(figures), figures };
  }

  async #read(group: HealthGroup, part: Part, now: Date): Promise<readonly HealthFigure[]> {
    const unknown = [unknownFigure(group)];
    const late = Promise.withResolvers<readonly HealthFigure[]>();
    const timer = setTimeout(() => {
      late.resolve(this.#foundWithin(part, now, FOUND_MS_MAX) ?? unknown);
    }, PART_MS_MAX);
    const figures = this.#once(part, now).catch(() => unknown);
    const read = await Promise.race([figures, late.promise]);
    clearTimeout(timer);
    return read;
  }

  #standing(part: Part, now: Date, standsMs: number | undefined): readonly HealthFigure[] | null {
    return standsMs === undefined ? null : this.#foundWithin(part, now, standsMs);
  }

  #foundWithin(part: Part, now: Date, ageMsMax: number): readonly HealthFigure[] | null {
    const found = this.#found.get(part);
    return found !== undefined && now.getTime() - found.timeMs <= ageMsMax ? found.figures : null;
  }

  async #once(part: Part, now: Date): Promise<readonly HealthFigure[]> {
    const running = this.#running.get(part);
    if (running !== undefined) return running;
    const begun = part(this.#sources, now);
    this.#running.set(part, begun);
    try {
      const figures = await begun;
      this.#found.set(part, { timeMs: now.getTime(), figures });
      return figures;
    } finally {
      this.#running.delete(part);
    }
  }
}
