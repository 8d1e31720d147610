import type { Redis } from "ioredis";
import { z } from "zod";

const Texts = z.array(z.string());
const StreamEntries = z.array(z.tuple([z.string(), Texts]));

/** One key: its type, when it expires, and what it holds in an order that depends on nothing else. */
interface KeyContent {
  readonly type: string;
  readonly expiresAt: number;
  readonly items: readonly string[];
}

/** All that a Redis holds, by key. */
export type RedisContents = Readonly<Record<string, KeyContent>>;

const Fields = z.record(z.string(), z.string());

const named = (name: string, value: string | undefined): string => `${name}=${value ?? ""}`;

const pairs = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text, at) => (at % 2 === 0 ? [named(text, texts[at + 1])] : []));

const readers: Readonly<Record<string, (redis: Redis, key: string) => Promise<readonly string[]>>> =
  {
    hash: async (redis, key) =>
      Object.entries(Fields.parse(await redis.hgetall(key)))
        .map(([name, value]) => named(name, value))
        .toSorted(),
    set: async (redis, key) => Texts.parse(await redis.call("smembers", key)).toSorted(),
    stream: async (redis, key) =>
      StreamEntries.parse(await redis.call("xrange", key, "-", "+")).map(([id, fields]) =>
        [id, ...pairs(fields)].join(" "),
      ),
  };

const contentOf = async (redis: Redis, key: string): Promise<readonly [string, KeyContent]> => {
  const type = await redis.type(key);
  const read = readers[type];
  if (read === undefined) throw new Error(`${key} is a ${type}`);
  const expiresAt = z.int().parse(await redis.call("pexpiretime", key));
  return [key, { type, expiresAt, items: await read(redis, key) }];
};

/** Reads everything but who has read what of a stream: delivering an entry again is always right. */
export const readContents = async (redis: Redis): Promise<RedisContents> => {
  const keys = Texts.parse(await redis.call("keys", "*")).toSorted();
  return Object.fromEntries(await Promise.all(keys.map(async (key) => contentOf(redis, key))));
};
