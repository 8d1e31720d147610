const seconds = (ms = 0): string => `${(ms / 1_000).toFixed(1)} s`;

/** The group of masters whose place a replica took. */
export const FAILOVER = "redis failover";

/** How long things took to come back, by what came back. */
export class RecoveryTimes {
  readonly #waits = new Map<string, number[]>();

  /** @param name of one of several: they are counted together. */
  add(name: string, waitMs: number): void {
    const group = name.replaceAll(/-\d+/g, "");
    const waits = this.#waits.get(group) ?? [];
    waits.push(waitMs);
    this.#waits.set(group, waits);
  }

  /** The longest of one group, or of all; 0 where nothing came back. */
  longestMs(group?: string): number {
    const waits = group === undefined ? [...this.#waits.values()].flat() : this.#waits.get(group);
    return Math.max(0, ...(waits ?? []));
  }

  /** How often things of one group came back. */
  count(group: string): number {
    return this.#waits.get(group)?.length ?? 0;
  }

  /** One line a group: how often, the median and the longest. */
  table(): readonly string[] {
    return [...this.#waits]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, waits]) => {
        const sorted = waits.toSorted((a, b) => a - b);
        const median = seconds(sorted[sorted.length >> 1]);
        return `${group.padEnd(16)} ${String(waits.length).padStart(4)}x  median ${median.padStart(7)}  worst ${seconds(sorted.at(-1)).padStart(7)}`;
      });
  }
}
