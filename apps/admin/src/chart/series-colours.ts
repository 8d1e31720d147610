/** How many colours the theme has for series; `--series-0` to `--series-5`. Six stay apart for every kind of colour blindness, more do not. */
export const SERIES_COLOUR_COUNT = 6;

/**
 * Gives each group one colour for as long as the page is open: a model keeps its colour when a filter removes its neighbours.
 * When all are taken the least crowded is shared.
 */
export class SeriesColours {
  readonly #slots = new Map<string, number>();

  /** Slots for the groups of one chart, in order; two groups of one chart share a slot only when there are more groups than colours. */
  assign(groups: readonly string[]): readonly number[] {
    const taken = new Set(groups.flatMap((group) => this.#slots.get(group) ?? []));
    for (const group of groups) {
      if (!this.#slots.has(group)) {
        const slot = this.#leastCrowded(taken);
        this.#slots.set(group, slot);
        taken.add(slot);
      }
    }
    return this.#apart(groups);
  }

  #leastCrowded(taken: ReadonlySet<number>): number {
    const crowd = Array.from({ length: SERIES_COLOUR_COUNT }, () => 0);
    for (const slot of this.#slots.values()) {
      crowd[slot] = (crowd[slot] ?? 0) + 1;
    }
    const free = crowd.map((_, slot) => slot).filter((slot) => !taken.has(slot));
    const choice = free.length > 0 ? free : crowd.map((_, slot) => slot);
    return choice.reduce((best, slot) => ((crowd[slot] ?? 0) < (crowd[best] ?? 0) ? slot : best));
  }

  /** Two groups seen in different charts may hold the same slot; where they meet, the later one steps aside for this chart. */
  #apart(groups: readonly string[]): readonly number[] {
    const used = new Set<number>();
    return groups.map((group) => {
      const own = this.#slots.get(group) ?? 0;
      const free = Array.from({ length: SERIES_COLOUR_COUNT }, (_, slot) => slot).find(
        (slot) => !used.has(slot),
      );
      const slot = used.has(own) ? (free ?? own) : own;
      used.add(slot);
      return slot;
    });
  }
}
