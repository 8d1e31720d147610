import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const folder = new URL("../../../../../shared/realdata/", import.meta.url);

const count = z.int();
const fourCounts = {
  input_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
  output_tokens: count,
};

const Facts = z.looseObject({
  ...fourCounts,
  final_usage: z.record(z.string(), z.json()).nullish(),
  message_id: z.string().nullish(),
  response_model: z.string().nullish(),
  stop_reason: z.string().nullish(),
  error_type: z.string().nullish(),
  complete: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  inference_geo: z.string().nullish(),
  speed: z.string().nullish(),
  thinking_tokens: count.nullish(),
  web_search_requests: count.nullish(),
  web_fetch_requests: count.nullish(),
  beyond_top_level: z.object(fourCounts).nullish(),
  cache_ttl: z
    .looseObject({
      rule: z.enum(["nested", "iterations", "stale", "absent"]),
      "5m": count.nullish(),
      "1h": count.nullish(),
    })
    .nullish(),
});
export type RecordedFacts = z.output<typeof Facts>;

const NoUsage = z.looseObject({ rule: z.string(), usage_present: z.literal(false) });
const Rows = z.looseObject({ rule: z.literal("R-BATCH"), rows: z.array(Facts) });

const Recording = z.object({
  id: z.string(),
  kind: z.string(),
  provenance: z.string(),
  body: z.json(),
  body_text: z.string().nullable(),
  expected: z.union([Rows, Facts, NoUsage]),
});
export type Recording = z.output<typeof Recording>;

/**
 * Exchanges recorded by other people, hand-written ones left out; null when the folder is not beside the repository
 * (`../shared/realdata`: other people's work, no part of it).
 */
export const recordedExchanges = (): readonly Recording[] | null => {
  if (!existsSync(folder)) return null;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json") && !path.endsWith("MANIFEST.json"))
    .sort()
    .map((path) => Recording.parse(JSON.parse(readFileSync(new URL(path, folder), "utf8"))))
    .filter((recording) => recording.provenance !== "hand-written");
};

/** The facts of each message or row; empty for answers that carry none. */
export const factsOf = (recording: Recording): readonly RecordedFacts[] => {
  const rows = Rows.safeParse(recording.expected);
  if (rows.success) return rows.data.rows;
  const facts = Facts.safeParse(recording.expected);
  return facts.success ? [facts.data] : [];
};
