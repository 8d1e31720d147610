import {
  lineKinds,
  outcomes,
  platforms,
  qualities,
  type PriceableRecord,
  type UsageLine,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

/** Which record: identity for ever. */
export interface RecordIdentity {
  readonly accessKeyId: string;
  readonly eventId: string;
}

/** What a line costs, and which edition said so. */
export interface StoredCost {
  /** Null: unpriced. */
  readonly costPicoUsd: bigint | null;
  /** Null: never priced. */
  readonly priceVersion: number | null;
}

export interface StoredLine extends StoredCost {
  readonly lineNumber: number;
  readonly usage: UsageLine;
}

/** A stored record, as far as its price goes. */
export interface StoredRecord extends RecordIdentity, Omit<PriceableRecord, "lines"> {
  readonly userId: string | null;
  readonly userName: string | null;
  readonly feature: string | null;
  readonly lines: readonly [StoredLine, ...StoredLine[]];
}

const Whole = z.string().transform((text) => BigInt(text));
const Text = z.string().nullable();

/** A stored cost as text; null where there is none. The journal of a run has the same. */
export const StoredPicoUsd = Whole.nullable();

const LineRow = z.object({
  access_key_id: z.string(),
  event_id: z.string(),
  occur_ms: z.string().transform(Number),
  user_id: Text,
  user_name: Text,
  feature: Text,
  line: z.int(),
  kind: z.enum(lineKinds),
  model: Text,
  input_tokens: z.int(),
  cache_write_5m_tokens: z.int(),
  cache_write_1h_tokens: z.int(),
  cache_write_unsplit_tokens: z.int(),
  cache_read_input_tokens: z.int(),
  output_tokens: z.int(),
  thinking_tokens: z.int().nullable(),
  web_search_requests: z.int(),
  web_fetch_requests: z.int(),
  service_tier: Text,
  speed: Text,
  inference_geo: Text,
  cost: StoredPicoUsd,
  price_version: z.int().nullable(),
  platform: z.enum(platforms).nullable(),
  outcome: z.enum(outcomes).nullable(),
  quality: z.enum(qualities).nullable(),
  stop_reason: Text,
});
type LineRow = z.output<typeof LineRow>;

/** Line 0 as the table's CHECK has it. */
const FirstLine = LineRow.extend({
  line: z.literal(0),
  platform: z.enum(platforms),
  outcome: z.enum(outcomes),
  quality: z.enum(qualities),
  cost: z.bigint().nullable(),
  occur_ms: z.number(),
});

const READ_LINES = {
  text: sqlFile(new URL("./sql/read-lines.sql", import.meta.url)),
  row: LineRow,
};

const LOCK_LINES = {
  text: sqlFile(new URL("./sql/lock-lines.sql", import.meta.url)),
  row: z.object({ line_count: z.int() }),
};

const storedLine = (row: LineRow): StoredLine => ({
  lineNumber: row.line,
  costPicoUsd: row.cost,
  priceVersion: row.price_version,
  usage: {
    kind: row.kind,
    model: row.model,
    inputTokens: row.input_tokens,
    cacheWrite5mTokens: row.cache_write_5m_tokens,
    cacheWrite1hTokens: row.cache_write_1h_tokens,
    cacheWriteUnsplitTokens: row.cache_write_unsplit_tokens,
    cacheReadTokens: row.cache_read_input_tokens,
    outputTokens: row.output_tokens,
    thinkingTokens: row.thinking_tokens,
    webSearchRequests: row.web_search_requests,
    webFetchRequests: row.web_fetch_requests,
    serviceTier: row.service_tier,
    speed: row.speed,
    inferenceGeo: row.inference_geo,
  },
});

const storedRecord = (
  first: z.output<typeof FirstLine>,
  more: readonly LineRow[],
): StoredRecord => ({
  accessKeyId: first.access_key_id,
  eventId: first.event_id,
  occurTimeMs: first.occur_ms,
  userId: first.user_id,
  userName: first.user_name,
  feature: first.feature,
  platform: first.platform,
  outcome: first.outcome,
  quality: first.quality,
  stopReason: first.stop_reason,
  lines: [storedLine(first), ...more.map(storedLine)],
});

/** Reads records with all their lines. One that is not there is missing. @throws UnavailableError */
export const readRecords = async (
  runner: StatementRunner,
  identities: readonly RecordIdentity[],
): Promise<readonly StoredRecord[]> => {
  const rows = await runner.rows(READ_LINES, [
    identities.map(({ accessKeyId }) => accessKeyId),
    identities.map(({ eventId }) => eventId),
  ]);
  const records: { readonly first: z.output<typeof FirstLine>; readonly more: LineRow[] }[] = [];
  for (const row of rows) {
    if (row.line === 0) records.push({ first: FirstLine.parse(row), more: [] });
    else records.at(-1)?.more.push(row);
  }
  return records.map(({ first, more }) => storedRecord(first, more));
};

/** Keeps all lines of records from changing until the runner's transaction ends. @throws UnavailableError */
export const lockRecords = async (
  runner: StatementRunner,
  identities: readonly RecordIdentity[],
): Promise<void> => {
  await runner.rows(LOCK_LINES, [
    identities.map(({ accessKeyId }) => accessKeyId),
    identities.map(({ eventId }) => eventId),
  ]);
};

/** What pricing reads of a stored record. */
export const priceable = (record: StoredRecord): PriceableRecord => {
  const [first, ...more] = record.lines;
  return { ...record, lines: [first.usage, ...more.map(({ usage }) => usage)] };
};
