/** The parts of a `pg` pool's client that end it, tell its end, and give it back. */
interface Client {
  /** With a query in flight this destroys the socket. */
  end(): Promise<void>;
  once(event: "end", listener: () => void): unknown;
  release(destroy: boolean): void;
}

/** The part of a `pg` pool that tells who holds a connection. */
export interface ConnectionPool {
  on(event: "connect" | "acquire", listener: (client: Client) => void): unknown;
  on(event: "release", listener: (error: unknown, client: Client) => void): unknown;
}

/** Whoever gives an ended connection back by himself does so at once: his query is rejected, and `finally` runs. */
const GIVE_BACK_MS_MAX = 100;

/** Gives ended connections back for those who do not; until then each of them takes one of the pool's few places, for ever. */
const giveBackEnded = (pool: ConnectionPool, held: ReadonlyMap<Client, unknown>): void => {
  pool.on("connect", (client) => {
    client.once("end", () => {
      setTimeout(() => {
        if (held.has(client)) client.release(true);
      }, GIVE_BACK_MS_MAX);
    });
  });
};

/**
 * Keeps a pool alive through what its users do not see to:
 *
 * - A server that vanished without a word (cable, firewall, stopped host) answers neither a query nor `statement_timeout`, and TCP gives up
 *   after about 15 minutes. `pg`'s own `query_timeout` rejects the call but hands the hung connection back, where the next caller gets it.
 *   So a connection that is held longer than `heldMsMax` is ended: the call fails, and the pool opens another.
 * - Kysely's controlled transaction (0.29), which MikroORM uses, gives a connection back after a COMMIT or ROLLBACK that succeeded.
 *   On a dead connection neither does: five cut transactions would leave a pool of five empty until the process restarts.
 */
export const guardPool = (pool: ConnectionPool, heldMsMax: number): void => {
  const held = new Map<Client, NodeJS.Timeout>();
  pool.on("acquire", (client) => {
    const timer = setTimeout(() => {
      client.end().catch(() => {
        // It is being given up; how it ends is of no interest.
      });
    }, heldMsMax);
    timer.unref();
    held.set(client, timer);
  });
  pool.on("release", (_error, client) => {
    clearTimeout(held.get(client));
    held.delete(client);
  });
  giveBackEnded(pool, held);
};
