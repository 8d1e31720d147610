const seconds = (ms = 0): string => (ms / 1_000).toFixed(1);

/** How long things took to come back, by what came back. */
export class RecoveryTimes {
  readonly #waits = new Map<string, number[]>();

  add(name: string, waitMs: number): void {
    const group = name.replaceAll(/-\d+/g, "");
    const waits = this.#waits.get(group) ?? [];
    waits.push(waitMs);
    this.#waits.set(group, waits);
  }

  /** One text a group: how often, the median and the longest, in seconds. */
  summary(): string {
    return [...this.#waits]
      .map(([group, waits]) => {
        const sorted = waits.toSorted((a, b) => a - b);
        const median = seconds(sorted[sorted.length >> 1]);
        return `${group} ${waits.length}x ${median} s, at most ${seconds(sorted.at(-1))} s`;
      })
      .join("; ");
  }
}
