import * as fc from "fast-check";
import type {
  AnthropicCacheCreation,
  AnthropicIteration,
  AnthropicUsage,
} from "../reading/anthropic-usage.ts";
import type { CollectedRecord } from "../record/collected-record.ts";
import { mintEventId } from "../record/event-id.ts";
import { toCollectedRecord } from "../record/to-collected-record.ts";
import { outcomes, platforms, UsageRecord } from "../record/usage-record.ts";

const TOKENS_OF_A_BIG_CALL = 2_000_000;
const RECENT_MS = 30 * 86_400_000;

const count = fc.nat(TOKENS_OF_A_BIG_CALL);
const maybeCount = fc.option(count, { nil: null });
const model = fc.constantFrom(
  "claude-fable-5-2",
  "claude-opus-5-5",
  "claude-sonnet-5-5",
  "claude-haiku-5-5",
  "claude-sonnet-4-5-20250929",
);

const split: fc.Arbitrary<AnthropicCacheCreation> = fc.record(
  { ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count },
  { requiredKeys: [] },
);

const counts = {
  input_tokens: count,
  cache_creation_input_tokens: maybeCount,
  cache_creation: fc.option(split, { nil: null }),
  cache_read_input_tokens: maybeCount,
  output_tokens: count,
};

const iteration: fc.Arbitrary<AnthropicIteration> = fc.record(
  {
    type: fc.constantFrom("message", "compaction", "advisor_message", "fallback_message", "turn"),
    model: fc.option(model, { nil: null }),
    ...counts,
  },
  { requiredKeys: ["type", "input_tokens", "output_tokens"] },
);

/** Text as attribution takes it: well-formed, 1 to `lengthMax` characters, no control characters. */
const label = (lengthMax: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: Math.ceil(lengthMax / 4) })
    .filter((text) => text.length <= lengthMax && !/\p{Cc}/u.test(text));

/** Any usage that validation takes: fields missing or null, splits stale, iterations of every type, unknown keys. */
export const usageArbitrary = (): fc.Arbitrary<AnthropicUsage> =>
  fc.record(
    {
      ...counts,
      output_tokens_details: fc.record({ thinking_tokens: count }),
      server_tool_use: fc.record({
        web_search_requests: fc.nat(10),
        web_fetch_requests: fc.nat(10),
      }),
      service_tier: fc.constantFrom("standard", "priority", "batch", null),
      speed: fc.constantFrom("standard", "fast", null),
      inference_geo: fc.constantFrom("us", "global", "not_available", null),
      iterations: fc.option(fc.array(iteration, { maxLength: 5 }), { nil: null }),
      yet_unknown: fc.constantFrom(null, 7, "new", { deep: [true] }),
    },
    { requiredKeys: ["input_tokens", "output_tokens"] },
  );

/** An event id of the last 30 days: inside the window that collect takes. */
export const eventIdArbitrary = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(RECENT_MS), fc.uint8Array({ minLength: 10, maxLength: 10 }))
    .map(([ageMs, random]) => mintEventId(Date.now() - ageMs, random));

/** Any record that validation takes. */
export const recordArbitrary = (): fc.Arbitrary<UsageRecord> =>
  fc
    .record(
      {
        eventId: eventIdArbitrary(),
        user: label(128),
        feature: label(64),
        endpoint: label(128),
        session: label(128),
        tags: fc.dictionary(label(64), label(128), { maxKeys: 8 }),
        requestModel: model,
        model,
        requestId: label(128),
        messageId: label(128),
        workspaceId: label(128),
        platform: fc.constantFrom(...platforms),
        status: fc.integer({ min: 100, max: 599 }),
        outcome: fc.constantFrom(...outcomes),
        errorType: label(64),
        stopReason: label(64),
        attempt: fc.nat(1000),
        durationMs: fc.nat(86_400_000),
        usage: fc.option(usageArbitrary(), { nil: null }),
      },
      { requiredKeys: ["eventId"] },
    )
    .map((record) => UsageRecord.parse(record));

/** Any record as a store is given it, sent by one of ten keys. */
export const collectedRecordArbitrary = (): fc.Arbitrary<CollectedRecord> =>
  fc
    .tuple(recordArbitrary(), fc.integer({ min: 1, max: 10 }))
    .map(([record, keyId]) => toCollectedRecord(record, String(keyId)));
