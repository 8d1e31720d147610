import { setTimeout as delay } from "node:timers/promises";
import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import type { RestFindings } from "../checks/check-at-rest.ts";
import { finalCheck } from "../checks/final-check.ts";
import { Witness } from "../checks/witness.ts";
import { startChaosSystem, type ChaosSystem, type SystemOptions } from "../system/chaos-system.ts";
import { peakMemory } from "./peak-memory.ts";

export interface OutageOptions extends SystemOptions {
  readonly outageSeconds: number;
  /** Told of how things stand, every ten seconds. */
  readonly onLook?: (text: string) => void;
}

/** What an outage of PostgreSQL came to. */
export interface OutageResult {
  /** The most that waited in Redis. */
  readonly heldRecordCount: number;
  readonly heldBytes: number;
  /** From the return of PostgreSQL until no more waited than comes in a second or two. */
  readonly drainSeconds: number;
  /** Records taken off meanwhile: those held, and those that went on coming. */
  readonly drainedCount: number;
  readonly flusherPeakBytes: number;
  /** Ends of processes that nobody brought about. */
  readonly unforeseenEnds: number;
  readonly final: RestFindings;
  readonly sheets: readonly string[];
  /** Whether what was held had been drained in time. */
  readonly isDrained: boolean;
}

/** As in production, unlike the small batches under which faults are sought. */
const FLUSHING = { FLUSH_RECORDS_MAX: "2000", FLUSH_WAIT_MS: "1000", FLUSH_SILENT_MS_MAX: "30000" };
const LOOK_MS = 500;
const LOOKS_PER_WORD = 20;
const WARM_SECONDS = 5;
const DRAINED_RECORDS = 2_000;
const DRAIN_MS_MAX = 1_800_000;
const FINISH_MS_MAX = 600_000;
const FINAL_WAITS = { drainMsMax: 300_000, mirrorMsMax: 120_000 } as const;
const MEGABYTE = 1_000_000;

/** Looks at what waits, and at the flushers' memory. */
class OutageWatch {
  readonly #system: ChaosSystem;
  readonly #buffer: RedisBuffer;
  readonly #onLook: (text: string) => void;
  #lookCount = 0;
  heldRecordCount = 0;
  heldBytes = 0;
  flusherPeakBytes = 0;

  constructor(system: ChaosSystem, buffer: RedisBuffer, onLook: (text: string) => void) {
    this.#system = system;
    this.#buffer = buffer;
    this.#onLook = onLook;
  }

  /** @returns records that wait now, and that were ever taken off. */
  async look(): Promise<{ readonly waiting: number; readonly settled: number }> {
    const { byteCount, recordCount, settledCount } = await this.#buffer.backlog();
    this.heldRecordCount = Math.max(this.heldRecordCount, recordCount);
    this.heldBytes = Math.max(this.heldBytes, byteCount);
    for (const { name, pid = 0 } of this.#system.services) {
      if (!name.startsWith("flusher")) continue;
      this.flusherPeakBytes = Math.max(this.flusherPeakBytes, peakMemory(pid));
    }
    if (this.#lookCount % LOOKS_PER_WORD === 0) {
      this.#onLook(
        `${recordCount} records wait, ${Math.round(byteCount / MEGABYTE)} MB; ${settledCount} are in the ledger`,
      );
    }
    this.#lookCount += 1;
    return { waiting: recordCount, settled: settledCount };
  }

  async lookFor(seconds: number): Promise<void> {
    const endMs = performance.now() + seconds * 1_000;
    while (performance.now() < endMs) {
      await this.look();
      await delay(LOOK_MS);
    }
  }
}

interface Drained {
  readonly drainSeconds: number;
  readonly drainedCount: number;
  readonly isDrained: boolean;
}

const drain = async (watch: OutageWatch): Promise<Drained> => {
  const startMs = performance.now();
  const { settled: before } = await watch.look();
  for (;;) {
    const { settled, waiting } = await watch.look();
    const drainMs = performance.now() - startMs;
    const isDrained = waiting < DRAINED_RECORDS;
    if (isDrained || drainMs > DRAIN_MS_MAX) {
      return { isDrained, drainSeconds: drainMs / 1_000, drainedCount: settled - before };
    }
    await delay(LOOK_MS / 5);
  }
};

/** Takes PostgreSQL away under steady traffic for so long, and sees what Redis holds, how fast it is drained, and that nothing is lost. */
export const runOutage = async (options: OutageOptions): Promise<OutageResult> => {
  await using system = await startChaosSystem({ ...options, flusherSettings: FLUSHING });
  await using buffer = createBuffer({
    url: system.stores.redisUrl,
    shards: system.shards,
    commandTimeoutMs: 10_000,
  });
  await buffer.verify();
  const watch = new OutageWatch(system, buffer, options.onLook ?? (() => undefined));
  await system.producers.start();
  await watch.lookFor(WARM_SECONDS);
  const postgres = system.targets.get("postgres");
  postgres?.inject("kill", options.outageSeconds * 1_000);
  await watch.lookFor(options.outageSeconds);
  await postgres?.heal();
  const drained = await drain(watch);
  await system.producers.finish(FINISH_MS_MAX);
  const witness = new Witness(system.serverUrls, system.witnessKey.token);
  const final = await finalCheck(system, witness, FINAL_WAITS);
  await watch.look();
  return {
    ...drained,
    final,
    heldRecordCount: watch.heldRecordCount,
    heldBytes: watch.heldBytes,
    flusherPeakBytes: watch.flusherPeakBytes,
    sheets: system.producers.faults,
    unforeseenEnds: system.services.reduce((sum, { unforeseenEnds }) => sum + unforeseenEnds, 0),
  };
};
