import { UnavailableError } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const RESOLVE_USERS = {
  text: sqlFile(new URL("./sql/resolve-users.sql", import.meta.url)),
  row: z.object({ name: z.string(), id: z.string() }),
};

/** About 10 MB. A process that meets more users than this asks PostgreSQL for those it has not met lately. */
const CACHED_MAX = 50_000;
/** A second look finds what others made meanwhile; a third is for the unlucky. */
const LOOKS_MAX = 3;

/**
 * Ids of users by name. Ids never change and users are never deleted, so what was read once stays right.
 * Bounded: the names used longest ago are forgotten first.
 */
export class UserIds {
  readonly #runner: () => StatementRunner;
  readonly #cachedMax: number;
  /** In order of last use: a Map keeps insertion order. */
  readonly #ids = new Map<string, string>();

  constructor(runner: () => StatementRunner, cachedMax: number = CACHED_MAX) {
    this.#runner = runner;
    this.#cachedMax = cachedMax;
  }

  get cachedCount(): number {
    return this.#ids.size;
  }

  /**
   * Ids of all these names; users not met before are made. Safe to repeat.
   *
   * @throws RefusedValueError for a name PostgreSQL refuses. @throws UnavailableError
   */
  async resolve(names: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const resolved = new Map<string, string>();
    for (const name of names) {
      const id = this.#ids.get(name);
      if (id !== undefined) this.#remember(resolved, name, id);
    }
    for (let look = 0; resolved.size < names.size; look += 1) {
      if (look === LOOKS_MAX)
        throw new UnavailableError("Some users could be neither found nor made");
      const missing = [...names].filter((name) => !resolved.has(name));
      for (const { name, id } of await this.#runner().rows(RESOLVE_USERS, [missing])) {
        this.#remember(resolved, name, id);
      }
    }
    return resolved;
  }

  #remember(resolved: Map<string, string>, name: string, id: string): void {
    resolved.set(name, id);
    this.#ids.delete(name);
    this.#ids.set(name, id);
    if (this.#ids.size <= this.#cachedMax) return;
    const [oldest] = this.#ids.keys();
    if (oldest !== undefined) this.#ids.delete(oldest);
  }
}
