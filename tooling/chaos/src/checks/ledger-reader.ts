import { readFileSync } from "node:fs";
import { dimensionTypes, periodTypes } from "@tokenledger/usage";
import { Client } from "pg";
import { z } from "zod";

const sql = (name: string): string =>
  readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), "utf8");

const StoredRecord = z.object({
  access_key_id: z.string(),
  event_id: z.string(),
  message_id: z.string().nullable(),
  user_name: z.string().nullable(),
  input: z.int(),
  cache_creation: z.int(),
  cache_read: z.int(),
  output: z.int(),
});
/** A record as the ledger has it, its lines summed. */
export type StoredRecord = z.output<typeof StoredRecord>;

const DeadRecord = z.object({
  access_key_id: z.string(),
  event_id: z.string(),
  message_id: z.string().nullable(),
  reason: z.string(),
});
/** A record that was put aside. */
export type DeadRecord = z.output<typeof DeadRecord>;

const Count = z.string().transform((text) => BigInt(text));

const Cell = z.object({
  dimension_type: z.enum(dimensionTypes),
  dimension_id: z.string(),
  period_type: z.enum(periodTypes),
  period_start_ms: z.coerce.number(),
  is_mirrored: z.boolean(),
  revision: Count,
  input: Count,
  cache_creation: Count,
  cache_read: Count,
  output: Count,
  requests: Count,
});
/** A statistics cell as the ledger has it. */
export type Cell = z.output<typeof Cell>;

const READ_RECORDS = sql("read-records");
const READ_DEAD_LETTERS = sql("read-dead-letters");
const READ_CELLS = sql("read-cells");

/** Reads the tables themselves, by statements of the harness's own: what is tested does not check itself alone. */
export class LedgerReader implements AsyncDisposable {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** @throws Error while PostgreSQL is away. */
  static async open(databaseUrl: string): Promise<LedgerReader> {
    const client = new Client({ connectionString: databaseUrl });
    client.on("error", () => undefined);
    await client.connect();
    return new LedgerReader(client);
  }

  /** Records of these access keys. */
  async records(accessKeyIds: readonly string[]): Promise<readonly StoredRecord[]> {
    const { rows } = await this.#client.query(READ_RECORDS, [accessKeyIds]);
    return z.array(StoredRecord).parse(rows);
  }

  async deadLetters(): Promise<readonly DeadRecord[]> {
    const { rows } = await this.#client.query(READ_DEAD_LETTERS);
    return z.array(DeadRecord).parse(rows);
  }

  /** All cells, or those of one kind of period. */
  async cells(periodType: Cell["period_type"] | null = null): Promise<readonly Cell[]> {
    const { rows } = await this.#client.query(READ_CELLS, [periodType]);
    return z.array(Cell).parse(rows);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}
