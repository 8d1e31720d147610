import type { CpuPerRecord } from "../figures/figure-sheet.ts";
import { cpuMs } from "./process-cpu.ts";

const MICROSECONDS = 1_000;

/** Tells what processes used since it was made. */
export class CpuMeter {
  readonly #pids: Readonly<Record<string, number>>;
  readonly #before: ReadonlyMap<string, number>;

  /** @param pids process ids by the names under which they are reported. */
  constructor(pids: Readonly<Record<string, number>>) {
    this.#pids = pids;
    this.#before = new Map(Object.entries(pids).map(([name, pid]) => [name, cpuMs(pid)]));
  }

  perRecord(recordCount: number): CpuPerRecord {
    return Object.fromEntries(
      Object.entries(this.#pids).map(([name, pid]) => [
        name,
        ((cpuMs(pid) - (this.#before.get(name) ?? 0)) * MICROSECONDS) / recordCount,
      ]),
    );
  }
}
