import { z } from "zod";
import { findJsonFault } from "./find-json-fault.ts";
import type { JsonObject } from "../json.ts";
import {
  ITERATIONS_MAX,
  LINES_MAX,
  TOKENS_MAX,
  USAGE_BYTES_MAX,
  USAGE_DEPTH_MAX,
} from "../limits.ts";

/** Cache writes by lifetime. Both null or absent mean that Anthropic did not say. */
export interface AnthropicCacheCreation extends JsonObject {
  readonly ephemeral_5m_input_tokens?: number | null;
  readonly ephemeral_1h_input_tokens?: number | null;
}

/** The counts that `usage` and each of its `iterations` have in common. */
export interface AnthropicCounts extends JsonObject {
  readonly input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_creation?: AnthropicCacheCreation | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens?: number | null;
}

/** One sampling pass: `message`, `compaction`, `advisor_message`, `fallback_message`, or a type yet unknown. */
export interface AnthropicIteration extends AnthropicCounts {
  readonly type?: string | null;
  readonly model?: string | null;
}

/** Anthropic's `usage`, verbatim: what is known is typed, everything else is kept. */
export interface AnthropicUsage extends AnthropicCounts {
  readonly output_tokens_details?:
    | (JsonObject & { readonly thinking_tokens?: number | null })
    | null;
  readonly server_tool_use?:
    | (JsonObject & {
        readonly web_search_requests?: number | null;
        readonly web_fetch_requests?: number | null;
      })
    | null;
  readonly service_tier?: string | null;
  readonly speed?: string | null;
  readonly inference_geo?: string | null;
  readonly iterations?: readonly AnthropicIteration[] | null;
}

const CONTROL_CHARACTERS = /^\P{Cc}*$/u;
const Count = z.int().min(0).max(TOKENS_MAX).nullish();
const label = (lengthMax: number): z.ZodOptional<z.ZodNullable<z.ZodString>> =>
  z
    .string()
    .max(lengthMax)
    .regex(CONTROL_CHARACTERS, { error: "must have no control characters" })
    .nullish();

const counts = {
  input_tokens: Count,
  cache_creation_input_tokens: Count,
  cache_creation: z
    .looseObject({ ephemeral_5m_input_tokens: Count, ephemeral_1h_input_tokens: Count })
    .nullish(),
  cache_read_input_tokens: Count,
  output_tokens: Count,
};

const Iteration = z.looseObject({ type: label(64), model: label(128), ...counts });

const summed = [
  "input_tokens",
  "cache_creation_input_tokens",
  "cache_read_input_tokens",
  "output_tokens",
] as const;

const Iterations = z
  .array(Iteration)
  .max(ITERATIONS_MAX)
  .refine(
    (entries) =>
      summed.every(
        (name) => entries.reduce((sum, entry) => sum + (entry[name] ?? 0), 0) <= TOKENS_MAX,
      ),
    { error: `counts must sum to at most ${TOKENS_MAX}` },
  )
  .refine(
    (entries) =>
      new Set(entries.map((entry) => `${entry.type ?? ""} ${entry.model ?? ""}`)).size < LINES_MAX,
    { error: `at most ${LINES_MAX - 1} pairs of type and model` },
  );

const Known = z.looseObject({
  ...counts,
  output_tokens_details: z.looseObject({ thinking_tokens: Count }).nullish(),
  server_tool_use: z
    .looseObject({ web_search_requests: Count, web_fetch_requests: Count })
    .nullish(),
  service_tier: label(64),
  speed: label(64),
  inference_geo: label(64),
  iterations: Iterations.nullish(),
});

const limits = { depthMax: USAGE_DEPTH_MAX, byteCountMax: USAGE_BYTES_MAX };

const addIssues = (value: unknown, context: z.RefinementCtx): void => {
  const fault = findJsonFault(value, limits);
  if (fault !== null) {
    context.addIssue({ code: "custom", path: [...fault.path], message: fault.message });
    return;
  }
  for (const issue of Known.safeParse(value).error?.issues ?? []) {
    context.addIssue({ code: "custom", path: issue.path, message: issue.message });
  }
};

const Verbatim = z.custom<AnthropicUsage>().superRefine(addIssues);

// A custom schema has no JSON Schema of its own: z.toJSONSchema would throw on every record. It asks the parent too, so there is none.
const { _zod: internals } = Verbatim;
internals.parent = undefined;
internals.toJSONSchema = () => {
  const { $schema: _, ...schema } = z.toJSONSchema(Known, { io: "input" });
  return schema;
};

/**
 * Anthropic's `usage` object, taken verbatim: the value that comes out is the one that went in, so it serialises to the same JSON.
 * (zod's own objects put known keys first and drop `__proto__`, hence the check beside them.)
 *
 * Unknown keys are kept. Known counts are whole numbers from 0 to TOKENS_MAX, null or absent; each fault names its path.
 * Bounded: USAGE_BYTES_MAX of JSON, USAGE_DEPTH_MAX levels, ITERATIONS_MAX iterations that sum to no more than one call may have.
 * Texts are well-formed and without NUL, which PostgreSQL's jsonb refuses.
 */
export const AnthropicUsage: z.ZodType<AnthropicUsage, JsonObject> = Verbatim;
