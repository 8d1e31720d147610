import { setTimeout as delay } from "node:timers/promises";
import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { periodOf, type Dimension } from "@tokenledger/usage";
import type { ChaosSystem } from "../system/chaos-system.ts";
import { CounterLag } from "./counter-lag.ts";
import { LedgerReader, type Cell } from "./ledger-reader.ts";
import type { Witness } from "./witness.ts";

const COUNTER_EVERY_MS = 25;
const CELLS_EVERY_MS = 1_000;

interface Known {
  readonly revision: bigint;
  readonly requests: bigint;
}

/** What was seen while everything was failing. */
export interface LiveFindings {
  /** Counters that were behind what had been answered for (I5). */
  readonly behind: readonly string[];
  /** The longest that a counter was behind, in milliseconds. */
  readonly lagMs: number;
  /** Cells whose revision or sum went back, or whose sum changed without its revision (I8). */
  readonly fallen: readonly string[];
  /** The buffer's own account did not add up (I6). */
  readonly unbalanced: readonly string[];
  readonly sampleCount: number;
}

/** Looks at counters, cells and accounts while the system runs and fails. What cannot be asked for the moment is asked again. */
export class LiveWatch {
  readonly #system: ChaosSystem;
  readonly #witness: Witness;
  readonly #buffer: RedisBuffer;
  readonly #dimension: Dimension;
  readonly #stopping = new AbortController();
  readonly #known = new Map<string, Known>();
  readonly #lag = new CounterLag();
  readonly #fallen: string[] = [];
  readonly #unbalanced: string[] = [];
  #sampleCount = 0;
  #running: Promise<unknown> = Promise.resolve();

  constructor(system: ChaosSystem, witness: Witness) {
    this.#system = system;
    this.#witness = witness;
    this.#buffer = createBuffer({
      url: system.stores.redisUrl,
      shards: system.shards,
    });
    this.#dimension = { type: "access_key", id: system.witnessKey.id };
  }

  start(): void {
    this.#running = Promise.all([
      this.#repeat(COUNTER_EVERY_MS, async () => this.#watchCounter()),
      this.#repeat(CELLS_EVERY_MS, async () => this.#watchCells()),
    ]);
  }

  /** @param lagMsMax how long a counter may have been behind. */
  async finish(lagMsMax: number): Promise<LiveFindings> {
    this.#stopping.abort();
    await this.#running;
    await this.#buffer.close();
    return {
      behind: this.#lag.found(lagMsMax),
      lagMs: this.#lag.longestMs,
      fallen: this.#fallen,
      unbalanced: this.#unbalanced,
      sampleCount: this.#sampleCount,
    };
  }

  async #repeat(everyMs: number, look: () => Promise<void>): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // A store that is away says nothing about the invariants.
      await look().catch(() => undefined);
      await delay(everyMs);
    }
  }

  async #watchCounter(): Promise<void> {
    const acked = this.#witness.ackedCount;
    const { startMs } = periodOf("month", Date.now());
    const { base, pend } = await this.#buffer.storedCounter(this.#dimension, "month", startMs);
    const counter = (base?.requests ?? 0n) + pend.requests;
    this.#lag.look(counter, acked, performance.now());
    const { acceptedCount, recordCount, settledCount } = await this.#buffer.backlog();
    if (acceptedCount !== settledCount + recordCount) {
      this.#unbalanced.push(
        `${acceptedCount} accepted, ${settledCount} settled, ${recordCount} wait`,
      );
    }
    this.#sampleCount += 1;
  }

  async #watchCells(): Promise<void> {
    await using reader = await LedgerReader.open(this.#system.stores.databaseUrl);
    for (const cell of await reader.cells("day")) this.#watchCell(cell);
    this.#sampleCount += 1;
  }

  #watchCell({
    dimension_type: type,
    dimension_id: id,
    period_start_ms: startMs,
    ...cell
  }: Cell): void {
    const name = `${type} ${id} ${startMs}`;
    const known = this.#known.get(name) ?? { revision: 0n, requests: 0n };
    const { requests, revision } = cell;
    const isSilent = requests !== known.requests && revision === known.revision;
    if (revision < known.revision || requests < known.requests || isSilent) {
      this.#fallen.push(
        `${name}: ${known.requests} at ${known.revision}, then ${requests} at ${revision}`,
      );
    }
    this.#known.set(name, { revision, requests });
  }
}
