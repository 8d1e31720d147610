import type { DataHealth, HealthReport } from "@tokenledger/api";
import type { Readiness } from "./readiness.ts";

export interface HealthSummaryOptions {
  readonly readiness: Pick<Readiness, "report">;
  readonly health: Pick<DataHealth, "vitalSigns">;
}

/** How the system goes, in a few words; no name of anybody stands in it. */
export interface HealthAnswer {
  readonly status: HealthReport["status"];
  readonly time: Date;
  /** Why it is not ok; empty when it is. */
  readonly reasons: readonly string[];
  readonly stores: Readonly<Record<string, "ok" | "away">>;
  readonly figures: Readonly<Record<string, number | string | null>>;
}

const FRESH_MS = 5_000;

/** What `/healthz` answers. Read at most every 5 seconds, however often and by however many it is asked. */
export class HealthSummary {
  readonly #options: HealthSummaryOptions;
  #answer: Promise<HealthAnswer> | null = null;
  #readMs = Number.NEGATIVE_INFINITY;

  constructor(options: HealthSummaryOptions) {
    this.#options = options;
  }

  async read(): Promise<HealthAnswer> {
    const nowMs = performance.now();
    if (this.#answer === null || nowMs - this.#readMs > FRESH_MS) {
      this.#readMs = nowMs;
      this.#answer = this.#fresh();
    }
    return this.#answer;
  }

  async #fresh(): Promise<HealthAnswer> {
    const [{ isReady, checks }, { status, time, figures }] = await Promise.all([
      this.#options.readiness.report(),
      this.#options.health.vitalSigns(),
    ]);
    const away = checks.filter(({ isOk }) => !isOk).map(({ name }) => `${name} does not answer.`);
    const told = figures.filter((figure) => figure.status !== "ok").map(({ sentence }) => sentence);
    const reasons = [...away, ...told];
    return {
      status: isReady ? (reasons.length > 0 && status === "ok" ? "warn" : status) : "bad",
      time,
      reasons,
      stores: Object.fromEntries(checks.map(({ name, isOk }) => [name, isOk ? "ok" : "away"])),
      figures: Object.fromEntries(figures.map(({ name, value }) => [name, value])),
    };
  }
}
