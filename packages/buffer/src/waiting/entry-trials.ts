import type { EntryTrial } from "@tokenledger/usage";
import { z } from "zod";
import type { Connection } from "../connection/connection.ts";
import { ask } from "../connection/store-error.ts";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";

const script = loadScript("trial");
/** Longer than anybody leaves such an entry alone. */
const REMEMBERED_MS = 30 * 86_400_000;

/** One entry's trial. Outlives a reader in Redis, and a turn that failed in memory. */
class RedisTrial implements EntryTrial {
  readonly #redis: Connection;
  readonly #key: string;
  /** Parts that this reader came back from and that Redis has not been told of. */
  readonly #over: string[] = [];

  constructor(redis: Connection, key: string) {
    this.#redis = redis;
    this.#key = key;
  }

  async attempt<Result>(
    part: string,
    work: (endedCount: number) => Promise<Result>,
  ): Promise<Result> {
    const endedCount = await this.#tell(part);
    try {
      const result = await work(endedCount);
      // Redis is told with the next part, or forgets all of it when the entry is settled.
      this.#over.push(part);
      return result;
    } catch (error) {
      this.#over.push(part);
      await this.#tell("").catch(() => undefined);
      throw error;
    }
  }

  async #tell(begun: string): Promise<number> {
    const over = this.#over.splice(0);
    try {
      const args = [begun, String(REMEMBERED_MS), ...over];
      return z.int().parse(await runScript(this.#redis, script, [this.#key], args));
    } catch (error) {
      this.#over.push(...over);
      throw error;
    }
  }
}

/** The trials of entries that have turns alone. */
export class EntryTrials {
  readonly #redis: Connection;
  readonly #keys: BufferKeys;
  readonly #trials = new Map<string, RedisTrial>();

  constructor(redis: Connection, keys: BufferKeys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  of(entryId: string): EntryTrial {
    const known = this.#trials.get(entryId);
    if (known !== undefined) return known;
    const trial = new RedisTrial(this.#redis, this.#keys.trial(entryId));
    this.#trials.set(entryId, trial);
    return trial;
  }

  /** These are settled. What Redis is not told now it forgets by itself. */
  async forget(entryIds: readonly string[]): Promise<void> {
    const keys = entryIds.filter((id) => this.#trials.delete(id)).map((id) => this.#keys.trial(id));
    if (keys.length > 0) await ask(async () => this.#redis.del(keys)).catch(() => undefined);
  }
}
