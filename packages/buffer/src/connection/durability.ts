import { UnavailableError } from "@tokenledger/usage";
import { z } from "zod";
import type { Connection } from "./connection.ts";
import type { BufferKeys } from "../keys.ts";
import { ask } from "./store-error.ts";

/** What an accepted record outlives; see the setting REDIS_DURABILITY. */
export type Durability = "process" | "host" | "replicated";

const REPLICAS = 1;
const WAIT_MS_MAX = 700;

/** A command that the server does not know is answered with an error alone. */
const Reply = z.tuple([z.unknown()], z.unknown());
const Synced = z.tuple([z.null(), z.tuple([z.number(), z.number()])]);
const Received = z.tuple([z.null(), z.number()]);

const replicaCount = (replies: unknown): number => {
  const [, synced, received] = z.array(Reply).parse(replies ?? []);
  return Synced.safeParse(synced).data?.[1][1] ?? Received.safeParse(received).data?.[1] ?? 0;
};

/**
 * Waits until a replica has everything this shard's master had taken before, and has synced it where the server can tell (WAITAOF, Redis 7.2; before it,
 * WAIT tells that the replica has it in memory). A write of its own goes first: WAIT waits for the writes of its own connection alone, and the
 * record may have come over another. Redis calls both best effort: a failover that picks another replica than the one that answered can still lose.
 *
 * @throws UnavailableError when no replica said so in time: the record is there and may yet be lost.
 */
export const untilReplicated = async (redis: Connection, keys: BufferKeys): Promise<void> => {
  const replies = await ask(async () =>
    redis
      .pipeline()
      .hincrby(keys.meta, "waits", 1)
      .call("waitaof", REPLICAS, REPLICAS, WAIT_MS_MAX)
      .call("wait", REPLICAS, WAIT_MS_MAX)
      .exec(),
  );
  if (replicaCount(replies) < REPLICAS) {
    throw new UnavailableError("No replica of Redis has taken the records in time");
  }
};
