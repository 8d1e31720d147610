import { LruMap } from "../lru-map.ts";

const NAMES_MAX = 50_000;
const PSEUDONYM = /~[0-9a-f]{12}$/;

/**
 * Names behind the pseudonyms this process has shown, so that what somebody clicks on can be asked for again. Asking by a pseudonym
 * shows nothing but masked answers. Forgets the longest unused beyond 50,000; a pseudonym it does not know finds nothing.
 */
export class PseudonymBook {
  readonly #names = new LruMap<string, string>(NAMES_MAX);

  keep(pseudonym: string, name: string): void {
    this.#names.set(pseudonym, name);
  }

  /** The name a masked form stands for; any other text as it is. */
  nameOf(text: string): string {
    const [pseudonym] = PSEUDONYM.exec(text) ?? [];
    return (pseudonym === undefined ? undefined : this.#names.get(pseudonym)) ?? text;
  }
}
