import {
  errorTypeOf,
  isTracing,
  openSpan,
  spanTimeMs,
  traced,
  type OpenSpan,
  type SpanOptions,
} from "@tokenledger/tracing";
import type {
  CollectedRecord,
  CommitReceipt,
  StatisticsTotals,
  UsageLedger,
  WaitingEntry,
  WaitingUsage,
} from "@tokenledger/usage";
import type { FlushParts } from "./flush.ts";

type Parts = Pick<FlushParts, "waiting" | "ledger">;

const onStream = (name: string, type: string, entryCount: number) => ({
  "messaging.system": "redis",
  "messaging.destination.name": "usage",
  "messaging.operation.name": name,
  "messaging.operation.type": type,
  "messaging.batch.message_count": entryCount,
});

/**
 * Both stores, with a trace for each batch: from the answer to its read until it is settled or has failed, with what each store did within. A read that
 * found nothing is none.
 *
 * A batch is no part of the traces of the calls in it: they are up to thousands, of as many senders, answered long ago.
 */
class TracedParts implements WaitingUsage, UsageLedger {
  readonly #parts: Parts;
  #batch: OpenSpan | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async read(recordCountMax: number, waitMsMax: number): Promise<readonly WaitingEntry[]> {
    const startTimeMs = spanTimeMs();
    const entries = await this.#parts.waiting.read(recordCountMax, waitMsMax);
    if (entries.length === 0) return entries;
    this.#batch?.end();
    this.#batch = openSpan("flush usage", {
      kind: "consumer",
      isRoot: true,
      attributes: onStream("flush", "process", entries.length),
    });
    this.#batch.within(() => {
      const attributes = onStream("read", "receive", entries.length);
      openSpan("read usage", { kind: "client", startTimeMs, attributes }).end();
    });
    return entries;
  }

  prepare(recordCountMax: number): void {
    this.#parts.waiting.prepare(recordCountMax);
  }

  async commit(records: readonly CollectedRecord[]): Promise<CommitReceipt> {
    const attributes = {
      "db.system.name": "postgresql",
      "db.operation.name": "commit",
      "db.operation.batch.size": records.length,
    };
    return this.#step("commit usage", { kind: "client", attributes }, async () =>
      this.#parts.ledger.commit(records),
    );
  }

  async settle(
    entries: readonly WaitingEntry[],
    totals: readonly StatisticsTotals[],
  ): Promise<number> {
    const attributes = onStream("settle", "settle", entries.length);
    const count = await this.#step("settle usage", { kind: "client", attributes }, async () =>
      this.#parts.waiting.settle(entries, totals),
    );
    this.#batch?.end();
    return count;
  }

  async close(): Promise<void> {
    await this.#parts.waiting.close();
  }

  /** What fails within a batch fails the batch. */
  async #step<Result>(
    name: string,
    options: SpanOptions,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const batch = this.#batch;
    if (batch === undefined) return work();
    try {
      return await batch.within(async () => traced(name, options, work));
    } catch (error) {
      batch.fail(errorTypeOf(error));
      batch.end();
      throw error;
    }
  }
}

/** Both stores as a flush needs them: traced where somebody traces, else as they are. */
export const tracedParts = (parts: Parts): Parts => {
  if (!isTracing()) return parts;
  const both = new TracedParts(parts);
  return { waiting: both, ledger: both };
};
