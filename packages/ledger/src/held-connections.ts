/** The part of a `pg` client that ends it; with a query in flight this destroys the socket. */
interface Client {
  end(): Promise<void>;
}

/** The part of a `pg` pool that tells who holds a connection. */
export interface ConnectionPool {
  on(event: "acquire", listener: (client: Client) => void): unknown;
  on(event: "release", listener: (error: unknown, client: Client) => void): unknown;
}

/**
 * Ends every connection that is held longer than `heldMsMax`.
 *
 * A server that vanished without a word (cable, firewall, stopped host) answers neither a query nor `statement_timeout`, and TCP gives up
 * after about 15 minutes. `pg`'s own `query_timeout` rejects the call but hands the hung connection back to the pool, where the next caller gets it.
 * Ending it makes the call fail, so that the pool opens another.
 */
export const endHeldConnections = (pool: ConnectionPool, heldMsMax: number): void => {
  const timers = new WeakMap<Client, NodeJS.Timeout>();
  pool.on("acquire", (client) => {
    const timer = setTimeout(() => {
      client.end().catch(() => {
        // It is being given up; how it ends is of no interest.
      });
    }, heldMsMax);
    timer.unref();
    timers.set(client, timer);
  });
  pool.on("release", (_error, client) => {
    clearTimeout(timers.get(client));
  });
};
