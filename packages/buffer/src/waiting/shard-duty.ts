import { z } from "zod";
import { whenReady, type Connection } from "../connection/connection.ts";
import { loadScript, runScript } from "../script.ts";
import { ask } from "../connection/store-error.ts";

const script = loadScript("presence");
const Names = z.array(z.string());
const SIGNS_PER_LIFE = 5;
const READY_MS_MAX = 2_000;

export interface ShardDutyOptions {
  readonly redis: Connection;
  /** Name of the set of flushers. */
  readonly key: string;
  readonly consumer: string;
  readonly shardCount: number;
  /** How long a flusher that gives no sign is believed to be there. */
  readonly presenceMs: number;
}

/**
 * Which shards this flusher reads: those that are there take turns, in the order of their names, so that each shard has one reader and each reader an
 * equal part. It is a hint, never a fence: two that believe to have the same shard read different entries of it, and one that comes back from the dead
 * with entries of another's commits nothing twice. A dead one's shards are shared out once its presence has lapsed.
 */
export class ShardDuty {
  readonly #options: ShardDutyOptions;
  #dueMs = 0;
  #shards: readonly number[] = [];

  constructor(options: ShardDutyOptions) {
    this.#options = options;
  }

  /** Numbers of the shards to read now; none while there are more flushers than shards. @throws UnavailableError */
  async shards(): Promise<readonly number[]> {
    const { redis, key, consumer, shardCount, presenceMs } = this.#options;
    if (performance.now() < this.#dueMs) return this.#shards;
    await whenReady(redis, READY_MS_MAX);
    const names = Names.parse(
      await runScript(redis, script, [key], [consumer, String(presenceMs)]),
    );
    const place = names.indexOf(consumer);
    this.#shards = Array.from({ length: shardCount }, (_, shard) => shard).filter(
      (shard) => shard % names.length === place,
    );
    this.#dueMs = performance.now() + presenceMs / SIGNS_PER_LIFE;
    return this.#shards;
  }

  /** Gives its shards to the others at once. @throws UnavailableError */
  async leave(): Promise<void> {
    const { redis, key, consumer } = this.#options;
    await ask(async () => redis.zrem(key, consumer));
  }
}
