import type { CollectCounters } from "@tokenledger/api";
import type { Backlog } from "@tokenledger/buffer";
import type { QuotaDecisionCount } from "../quotas/quota-decisions.ts";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export interface MetricsSources {
  readonly counters: CollectCounters;
  /** What the quota gate answered. */
  readonly quotaDecisions: () => readonly QuotaDecisionCount[];
  /** What waits in the buffer. @throws UnavailableError */
  readonly backlog: () => Promise<Backlog>;
  /** Open dead letters. @throws UnavailableError */
  readonly openDeadLetters: () => Promise<number>;
  /** Bytes that may wait before collect answers BUSY. */
  readonly bytesMax: number;
}

const MS = 1_000;
/** From a tenth of a millisecond: collect answers in a few. */
const SECONDS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Counts are kept by their owner, who counts from the start of the process: shown anew at each scrape. */
const show = (counter: Counter, labels: Record<string, string>, value: number): void => {
  counter.inc(labels, value);
};

const collectCounters = (registry: Registry, counters: CollectCounters): void => {
  const records = new Counter({
    name: "tokenledger_collect_records_total",
    help: "Records that collect answered for, by outcome and reason, since this process began.",
    labelNames: ["outcome", "reason"],
    registers: [registry],
    collect: () => {
      const { accepted, duplicate, rejected } = counters.figures();
      records.reset();
      show(records, { outcome: "accepted", reason: "" }, accepted);
      show(records, { outcome: "duplicate", reason: "" }, duplicate);
      for (const [reason, value] of Object.entries(rejected)) {
        show(records, { outcome: "rejected", reason }, value);
      }
    },
  });
  const refused = new Counter({
    name: "tokenledger_collect_refused_calls_total",
    help: "Calls refused whole, by reason, since this process began.",
    labelNames: ["reason"],
    registers: [registry],
    collect: () => {
      refused.reset();
      for (const [reason, value] of Object.entries(counters.figures().refusedCalls)) {
        show(refused, { reason }, value);
      }
    },
  });
};

const quotaCounter = (
  registry: Registry,
  { quotaDecisions }: Pick<MetricsSources, "quotaDecisions">,
): void => {
  const counter = new Counter({
    name: "tokenledger_quota_decisions_total",
    help: "Calls that quotas allowed or refused: counted, or by the fail mode where they could not be (open, closed).",
    labelNames: ["decision", "state"],
    registers: [registry],
    collect: () => {
      counter.reset();
      for (const { decision, state, count } of quotaDecisions()) {
        show(counter, { decision, state }, count);
      }
    },
  });
};

interface GaugeOptions {
  readonly name: string;
  readonly help: string;
  /** The value now; NaN where its store is away: a hole in the graph, not a zero. */
  readonly read: () => Promise<number>;
}

const addGauge = (registry: Registry, { name, help, read }: GaugeOptions): void => {
  const gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect: async () => {
      gauge.set(await read().catch(() => Number.NaN));
    },
  });
};

const bufferGauges = (registry: Registry, { backlog, bytesMax }: MetricsSources): void => {
  let reading: Promise<Backlog> | null = null;
  /** One question for all gauges of a scrape. */
  const read = async (): Promise<Backlog> => {
    reading ??= backlog().finally(() => {
      reading = null;
    });
    return reading;
  };
  const figure = (name: string, help: string, of: (now: Backlog) => number): void => {
    addGauge(registry, {
      name: `tokenledger_buffer_${name}`,
      help,
      read: async () => of(await read()),
    });
  };
  figure("entries", "Entries that wait for a flusher.", ({ entryCount }) => entryCount);
  figure("records", "Records that wait for a flusher.", ({ recordCount }) => recordCount);
  figure("bytes", "Bytes that wait for a flusher.", ({ byteCount }) => byteCount);
  figure("oldest_age_seconds", "Age of the oldest entry that waits; 0 when none does.", (now) =>
    now.oldest === null ? 0 : (now.now.getTime() - now.oldest.getTime()) / MS,
  );
  figure(
    "accepted_records",
    "Records accepted since Redis last lost its data; equals settled plus waiting.",
    ({ acceptedCount }) => acceptedCount,
  );
  figure(
    "settled_records",
    "Records settled since Redis last lost its data.",
    ({ settledCount }) => settledCount,
  );
  addGauge(registry, {
    name: "tokenledger_buffer_bytes_limit",
    help: "Bytes beyond which collect answers BUSY.",
    read: async () => Promise.resolve(bytesMax),
  });
};

/** What this process tells Prometheus. No label carries a user, a key or a model: none of them is bounded. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #durations: Histogram<"door" | "outcome">;

  constructor(sources: MetricsSources) {
    collectDefaultMetrics({ register: this.#registry });
    collectCounters(this.#registry, sources.counters);
    quotaCounter(this.#registry, sources);
    bufferGauges(this.#registry, sources);
    addGauge(this.#registry, {
      name: "tokenledger_dead_letters_open",
      help: "Records put aside that nobody has resolved.",
      read: async () => sources.openDeadLetters(),
    });
    this.#durations = new Histogram({
      name: "tokenledger_call_duration_seconds",
      help: "Time to answer a call, by door (collect, admin, api) and outcome (ok, refused, failed).",
      labelNames: ["door", "outcome"],
      buckets: SECONDS,
      registers: [this.#registry],
    });
  }

  /** Notes one answer. 0.3 µs. */
  answered(door: "collect" | "admin" | "api", statusCode: number, durationMs: number): void {
    const outcome = statusCode >= 500 ? "failed" : statusCode >= 400 ? "refused" : "ok";
    this.#durations.observe({ door, outcome }, durationMs / MS);
  }

  /** Prometheus' text format. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
