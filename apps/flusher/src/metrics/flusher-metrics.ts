import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { FlushStep, Flushed } from "../flush/flush.ts";

const MS = 1_000;
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/**
 * What a flusher tells Prometheus: one side of the balance. `counted + duplicate + dead_letter`, over all flushers, is what left the buffer. No label
 * carries a user, a key or a model.
 */
export class FlusherMetrics {
  readonly registry = new Registry();
  readonly #passes: Counter<"outcome">;
  readonly #records: Counter<"outcome">;
  readonly #unreadable: Counter;
  readonly #seconds: Histogram;
  #readAtMs = 0;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const registers = [this.registry];
    this.#passes = new Counter({
      name: "tokenledger_flush_passes_total",
      help: "Passes from buffer to ledger, by outcome: done, or failed and repeated.",
      labelNames: ["outcome"],
      registers,
    });
    this.#records = new Counter({
      name: "tokenledger_flush_records_total",
      help: "Records that left the buffer, by what became of them: counted, duplicate, dead_letter.",
      labelNames: ["outcome"],
      registers,
    });
    this.#unreadable = new Counter({
      name: "tokenledger_flush_unreadable_entries_total",
      help: "Entries of a version this flusher cannot read, left where they are.",
      registers,
    });
    this.#seconds = new Histogram({
      name: "tokenledger_flush_seconds",
      help: "Time from a batch's reading to its settling.",
      buckets: SECONDS,
      registers,
    });
    // There from the start: a rate over a counter that appears with its first failure does not see that failure.
    for (const outcome of ["done", "failed"]) this.#passes.inc({ outcome }, 0);
    for (const outcome of ["counted", "duplicate", "dead_letter"]) {
      this.#records.inc({ outcome }, 0);
    }
  }

  reached(step: FlushStep): void {
    if (step === "read") this.#readAtMs = performance.now();
    if (step === "settled") this.#seconds.observe((performance.now() - this.#readAtMs) / MS);
  }

  flushed({ recordCount, claimedCount, deadLetterCount }: Flushed): void {
    this.#passes.inc({ outcome: "done" });
    this.#records.inc({ outcome: "counted" }, claimedCount);
    this.#records.inc({ outcome: "dead_letter" }, deadLetterCount);
    // Never below zero, which a counter refuses: two contents under one id may count as one claim and one letter of a single record.
    const duplicateCount = Math.max(0, recordCount - claimedCount - deadLetterCount);
    this.#records.inc({ outcome: "duplicate" }, duplicateCount);
  }

  failed(): void {
    this.#passes.inc({ outcome: "failed" });
  }

  unreadable(): void {
    this.#unreadable.inc();
  }
}
