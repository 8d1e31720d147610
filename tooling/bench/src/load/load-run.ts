import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "../figures/quantile.ts";
import { CallBytes } from "./call-bytes.ts";
import { Lane } from "./lane.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";

const TICK_MS = 1;
const SECOND_MS = 1_000;

/** A load in progress: every lane calls as soon as it may. */
export class LoadRun {
  readonly #job: LoadJob;
  readonly #timesMs: number[] = [];
  readonly #remembered: [string, number][] = [];
  #refusedCount = 0;
  #retryCount = 0;
  #startedCount = 0;
  #isHeld = false;
  #isOver = false;

  constructor(job: LoadJob) {
    this.#job = job;
  }

  /** Lets no further call begin until it is released. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  async run(): Promise<LoadResult> {
    const { laneCount, seconds, callsPerSecond } = this.#job;
    const lanes = await Promise.all(
      Array.from({ length: laneCount }, async (_, lane) => this.#open(lane)),
    );
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    const timer = setTimeout(() => {
      this.#isOver = true;
    }, seconds * SECOND_MS);
    await (callsPerSecond === undefined
      ? Promise.all(lanes.map(async (lane) => this.#callAndCall(lane)))
      : this.#callAtRate(lanes, callsPerSecond));
    clearTimeout(timer);
    const spentMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    for (const lane of lanes) lane.close();
    return this.#result(spentMs / SECOND_MS, (user + system) / SECOND_MS);
  }

  async #open(lane: number): Promise<Lane> {
    const { port, path, tokens, arrayLength, text, laneCount, firstCaller } = this.#job;
    const first = lane % tokens.length;
    const own = tokens.filter((_, index) => index === first || index % laneCount === lane);
    const callers = own.map((token, nth) => {
      const caller = firstCaller + lane + nth * laneCount;
      return new CallBytes({ port, path, token, arrayLength, caller, text });
    });
    return Lane.open(port, callers);
  }

  #mayGoOn(): boolean {
    return (
      !this.#isOver && this.#startedCount < (this.#job.callCountMax ?? Number.MAX_SAFE_INTEGER)
    );
  }

  async #callAndCall(lane: Lane): Promise<void> {
    while (this.#mayGoOn()) {
      if (this.#isHeld) await delay(TICK_MS);
      else await this.#call(lane, performance.now());
    }
  }

  /** Evenly, whatever the answers do: a call that finds no lane free waits for one, and its time runs. */
  async #callAtRate(lanes: readonly Lane[], callsPerSecond: number): Promise<void> {
    const free = [...lanes];
    const waiting: number[] = [];
    const startMs = performance.now();
    const startNext = (): void => {
      const lane = free.at(-1);
      const dueMs = waiting[0];
      if (lane === undefined || dueMs === undefined) return;
      free.pop();
      waiting.shift();
      void this.#call(lane, dueMs).finally(() => {
        free.push(lane);
        startNext();
      });
    };
    let dueCount = 0;
    while (this.#mayGoOn()) {
      const nowMs = performance.now();
      const wanted = Math.floor(((nowMs - startMs) * callsPerSecond) / SECOND_MS);
      for (; dueCount < wanted; dueCount += 1) {
        waiting.push(nowMs);
        startNext();
      }
      await delay(TICK_MS);
    }
    while (free.length < lanes.length) await delay(TICK_MS);
  }

  async #call(lane: Lane, dueMs: number): Promise<void> {
    this.#startedCount += 1;
    const { rememberEvery } = this.#job;
    const isRemembered = rememberEvery > 0 && this.#startedCount % rememberEvery === 0;
    const { isKept, retryCount, eventId } = await lane.call();
    this.#retryCount += retryCount;
    if (!isKept) this.#refusedCount += 1;
    if (isRemembered) this.#remembered.push([eventId, performance.timeOrigin + performance.now()]);
    this.#timesMs.push(performance.now() - dueMs);
  }

  #result(seconds: number, cpuMs: number): LoadResult {
    const sorted = Float64Array.from(this.#timesMs).sort();
    return {
      callCount: sorted.length,
      refusedCount: this.#refusedCount,
      retryCount: this.#retryCount,
      seconds,
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      cpuMs,
      remembered: this.#remembered,
    };
  }
}
