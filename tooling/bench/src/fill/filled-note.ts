import { Client } from "pg";
import { z } from "zod";
import { sqlFile } from "./sql-file.ts";

const FIND_FILLED = sqlFile(new URL("./sql/find-filled.sql", import.meta.url));
const LIST_UNFILLED = sqlFile(new URL("./sql/list-unfilled.sql", import.meta.url));

const Note = z.object({ endMs: z.number() });
/** Of a fill that came to its end; kept as the comment of its database. */
export type FilledNote = z.output<typeof Note>;

const asked = async <Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** What an earlier run filled into this database; null: nothing, or not to its end. */
export const readFilledNote = async (url: string): Promise<FilledNote | null> =>
  asked(url, async (client) => {
    const { rows } = await client.query(FIND_FILLED);
    const [found] = z.tuple([z.object({ note: z.string().nullable() })]).parse(rows);
    return found.note === null ? null : Note.parse(JSON.parse(found.note));
  });

/** Notes that the fill is whole, and writes it all to disk, so that even a crash loses none of it. */
export const writeFilledNote = async (
  url: string,
  database: string,
  note: FilledNote,
): Promise<void> =>
  asked(url, async (client) => {
    const text = client.escapeLiteral(JSON.stringify(note));
    await client.query(`COMMENT ON DATABASE ${client.escapeIdentifier(database)} IS ${text}`);
    await client.query("CHECKPOINT");
  });

/** Drops what earlier runs left over the same data but for finished fills: every run begins with the same. */
export const dropUnfilled = async (adminUrl: string): Promise<void> =>
  asked(adminUrl, async (client) => {
    const { rows } = await client.query(LIST_UNFILLED);
    for (const { datname } of z.array(z.object({ datname: z.string() })).parse(rows)) {
      await client.query(`DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`);
    }
  });
