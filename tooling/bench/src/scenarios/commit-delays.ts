import { Client } from "pg";
import { z } from "zod";
import { sqlFile } from "../fill/sql-file.ts";

const COMMIT_TIMES = sqlFile(new URL("./sql/commit-times.sql", import.meta.url));
const Rows = z.array(z.object({ event_id: z.string(), commit_ms: z.number() }));

/**
 * How long after its answer each of these records could be read, in milliseconds, sorted; 0 where the commit was first.
 *
 * @throws Error when one of them is not there.
 */
export const commitDelaysMs = async (
  databaseUrl: string,
  answered: readonly (readonly [eventId: string, answerMs: number])[],
): Promise<Float64Array> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(COMMIT_TIMES, [answered.map(([eventId]) => eventId)]);
    const commits = new Map(Rows.parse(rows).map((row) => [row.event_id, row.commit_ms]));
    const delays = answered.map(([eventId, answerMs]) => {
      const commitMs = commits.get(eventId);
      if (commitMs === undefined) throw new Error(`${eventId} was accepted and is not there.`);
      return Math.max(0, commitMs - answerMs);
    });
    return Float64Array.from(delays).sort();
  } finally {
    await client.end();
  }
};
