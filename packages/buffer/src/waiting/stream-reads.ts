import { z } from "zod";
import type { Connection } from "../connection/connection.ts";
import { FLUSH_GROUP } from "../keys.ts";
import type { RawEntry } from "./parse-entry.ts";
import { ask, replyCode } from "../connection/store-error.ts";

/** A stream as one consumer of the group reads it. */
export interface ConsumerStream {
  readonly stream: string;
  readonly consumer: string;
}

/** An entry that was deleted while it was pending comes without fields. */
const Entries = z.array(z.tuple([z.string(), z.array(z.string()).nullable()]));
const ReadReply = z.array(z.tuple([z.string(), Entries])).nullable();
const PendingReply = z.array(z.tuple([z.string(), z.string(), z.int(), z.int()]));
const ClaimReply = z.tuple([z.string(), Entries], z.unknown());

const present = (entries: z.output<typeof Entries>): readonly RawEntry[] =>
  entries.flatMap(([id, fields]) => (fields === null ? [] : [{ id, fields }]));

const readGroup = async (
  redis: Connection,
  { stream, consumer }: ConsumerStream,
  options: readonly (string | number)[],
  from: string,
): Promise<z.output<typeof Entries>> => {
  const reply = await ask(async () =>
    redis.call("xreadgroup", "GROUP", FLUSH_GROUP, consumer, ...options, "STREAMS", stream, from),
  );
  return ReadReply.parse(reply)?.[0]?.[1] ?? [];
};

/** Entries that no consumer has been given yet. Waits up to `waitMs` for the first; 0 does not wait. */
export const readNew = async (
  redis: Connection,
  at: ConsumerStream,
  entryCountMax: number,
  waitMs: number,
): Promise<readonly RawEntry[]> => {
  // BLOCK 0 would wait for ever.
  const wait = waitMs > 0 ? ["BLOCK", Math.ceil(waitMs)] : [];
  return present(await readGroup(redis, at, ["COUNT", entryCountMax, ...wait], ">"));
};

/** A page of this consumer's own unsettled entries, and where the next page starts; `undefined` after the last. */
export const readOwn = async (
  redis: Connection,
  at: ConsumerStream,
  afterId: string,
  entryCountMax: number,
): Promise<{ readonly entries: readonly RawEntry[]; readonly lastId: string | undefined }> => {
  const entries = await readGroup(redis, at, ["COUNT", entryCountMax], afterId);
  return { entries: present(entries), lastId: entries.at(-1)?.[0] };
};

/**
 * Takes over entries that any consumer (this one too, whose reply may have been lost) was given at least `idleMs` ago and has not settled.
 *
 * @param cursor where to go on looking; `0-0` to start over, and when the end was reached.
 */
export const claimIdle = async (
  redis: Connection,
  { stream, consumer }: ConsumerStream,
  idleMs: number,
  cursor: string,
  entryCountMax: number,
): Promise<{ readonly entries: readonly RawEntry[]; readonly cursor: string }> => {
  const [next, entries] = ClaimReply.parse(
    await ask(async () =>
      redis.xautoclaim(stream, FLUSH_GROUP, consumer, idleMs, cursor, "COUNT", entryCountMax),
    ),
  );
  return { entries: present(entries), cursor: next };
};

/** How often each of these entries, which are pending for this consumer, has been handed to anybody. They stand in the order of their ids. */
export const deliveryCounts = async (
  redis: Connection,
  { stream, consumer }: ConsumerStream,
  entries: readonly RawEntry[],
): Promise<ReadonlyMap<string, number>> => {
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const pending = await ask(async () =>
    redis.xpending(stream, FLUSH_GROUP, first.id, last.id, entries.length, consumer),
  );
  return new Map(PendingReply.parse(pending).map(([id, , , count]) => [id, count]));
};

/** Makes the group, and the stream where there is none. From id 0, never `$`: entries that came before the group must be read too. */
export const createGroup = async (redis: Connection, stream: string): Promise<void> => {
  try {
    await ask(async () => redis.xgroup("CREATE", stream, FLUSH_GROUP, "0", "MKSTREAM"));
  } catch (error) {
    if (replyCode(error) !== "BUSYGROUP") throw error;
  }
};
