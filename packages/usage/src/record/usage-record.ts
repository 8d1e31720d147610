import { z } from "zod";
import { AnthropicUsage } from "../reading/anthropic-usage.ts";
import { TAGS_MAX } from "../limits.ts";

/** Where the call was answered. */
export const platforms = ["anthropic", "bedrock", "vertex", "foundry", "other"] as const;
export type Platform = (typeof platforms)[number];

/**
 * How one attempt of one call ended.
 * `complete`: answered whole. `error`: an error status. `truncated`: the stream ended without `message_stop`. `cancelled`: the caller stopped reading.
 * `stream_error`: an `error` event inside a stream. `transport_error`: the connection broke while reading. `no_response`: no answer at all. `abandoned`: never read to its end.
 */
export const outcomes = [
  "complete",
  "error",
  "truncated",
  "cancelled",
  "stream_error",
  "transport_error",
  "no_response",
  "abandoned",
] as const;
export type Outcome = (typeof outcomes)[number];

/** `final`: the counts are the bill. `provisional`: the stream was cut, input is known, output is a lower bound. `none`: the call gave no usage. */
export const qualities = ["final", "provisional", "none"] as const;
export type Quality = (typeof qualities)[number];

const CONTROL_CHARACTERS = /\p{Cc}/u;

const text = (lengthMax: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .refine((value) => value.isWellFormed() && !CONTROL_CHARACTERS.test(value), {
      error: "must be well-formed text without control characters",
    });

const Tags = z
  .record(text(64), text(128))
  .refine((tags) => Object.keys(tags).length <= TAGS_MAX, { error: `at most ${TAGS_MAX} tags` });

/**
 * One attempt of one Anthropic API call, as it travels: plain JSON, whole numbers, times as epoch milliseconds inside `eventId`.
 * Unknown keys are dropped (a newer SDK may talk to an older server); the usage object is taken verbatim.
 */
export const UsageRecord = z.object({
  /** Idempotency key: a lower-case UUIDv7 whose time is when the call was made. Sent twice, counted once, for ever. */
  eventId: z.uuidv7().regex(/^[^A-Z]*$/, { error: "must be lower case" }),
  user: text(128).optional(),
  feature: text(64).optional(),
  endpoint: text(128).optional(),
  session: text(128).optional(),
  tags: Tags.optional(),
  requestModel: text(128).optional(),
  model: text(128).optional(),
  requestId: text(128).optional(),
  messageId: text(128).optional(),
  workspaceId: text(128).optional(),
  provider: z.literal("anthropic").default("anthropic"),
  platform: z.enum(platforms).default("anthropic"),
  status: z.int().min(100).max(599).optional(),
  outcome: z.enum(outcomes).default("complete"),
  errorType: text(64).optional(),
  stopReason: text(64).optional(),
  /** 0 for the first attempt of a call, 1 for its first retry. */
  attempt: z.int().min(0).max(1000).default(0),
  durationMs: z.int().min(0).max(86_400_000).optional(),
  /**
   * Said only where the sender knows that the counts are a lower bound although the call ended well: a log that kept the first usage of a stream.
   * Otherwise `outcome` and `stopReason` tell the quality.
   */
  quality: z.literal("provisional").optional(),
  /**
   * The place that `usage.quota` held for the call; the record gives it back. Says nothing about the call: it is not stored, and a record sent with
   * it and without it is the same record.
   */
  reservationId: z.uuid().optional(),
  /** Anthropic's `usage`, verbatim; null where the call gave none. */
  usage: AnthropicUsage.nullable().default(null),
});
export type UsageRecord = z.output<typeof UsageRecord>;
/** What a sender writes: defaults left out. */
export type UsageRecordInput = z.input<typeof UsageRecord>;
