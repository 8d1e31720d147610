import { readFileSync } from "node:fs";
import { Client } from "pg";
import { z } from "zod";

const sql = (name: string): string =>
  readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), "utf8");

const EMPTY_USAGE = sql("empty-usage");
const TELL_DEADLOCKS_SOON = sql("tell-deadlocks-soon");
const HOLD_SOME_CELLS = sql("hold-some-cells");
const COUNT_LOCK_WAITS = sql("count-lock-waits");
const Counts = z.tuple([z.object({ count: z.int() })]);

const connected = async (databaseUrl: string): Promise<Client> => {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  return client;
};

/** Whatever a test may do in PostgreSQL that the product does not. */
export class DatabaseLook implements AsyncDisposable {
  readonly #client: Client;
  readonly #blocker: Client;

  private constructor(client: Client, blocker: Client) {
    this.#client = client;
    this.#blocker = blocker;
  }

  /** From now on new sessions are told of deadlocks soon. @param databaseUrl of a superuser. */
  static async open(databaseUrl: string): Promise<DatabaseLook> {
    const client = await connected(databaseUrl);
    await client.query(TELL_DEADLOCKS_SOON);
    return new DatabaseLook(client, await connected(databaseUrl));
  }

  async emptyUsage(): Promise<void> {
    await this.#client.query(EMPTY_USAGE);
  }

  /** How many sessions wait for a lock. */
  async lockWaits(): Promise<number> {
    const { rows } = await this.#client.query(COUNT_LOCK_WAITS);
    return Counts.parse(rows)[0].count;
  }

  /** Until `letGo` some cells cannot be written: whoever writes many stops on its way. */
  async holdSomeCells(): Promise<void> {
    await this.#blocker.query("BEGIN");
    const { rowCount } = await this.#blocker.query(HOLD_SOME_CELLS);
    if (rowCount === 0) throw new Error("there are no cells to hold");
  }

  async letGo(): Promise<void> {
    await this.#blocker.query("ROLLBACK");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of [this.#client, this.#blocker]) await client.end().catch(() => undefined);
  }
}
