import {
  eventTimeMs,
  isEventId,
  LINES_MAX,
  lineKinds,
  outcomes,
  platforms,
  qualities,
  TAGS_MAX,
  TOKENS_MAX,
  type JsonObject,
} from "@tokenledger/usage";
import { z } from "zod";

const text = (lengthMax: number): z.ZodString =>
  z
    .string()
    .max(lengthMax)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      error: "must be well-formed text without control characters",
    });

const Tokens = z.int().min(0).max(TOKENS_MAX);

const Line = z.object({
  kind: z.enum(lineKinds),
  model: text(128).nullable(),
  inputTokens: Tokens,
  cacheWrite5mTokens: Tokens,
  cacheWrite1hTokens: Tokens,
  cacheWriteUnsplitTokens: Tokens,
  cacheReadTokens: Tokens,
  outputTokens: Tokens,
  thinkingTokens: Tokens.nullable(),
  webSearchRequests: Tokens,
  webFetchRequests: Tokens,
  serviceTier: text(128).nullable(),
  speed: text(128).nullable(),
  inferenceGeo: text(128).nullable(),
});

const isJsonObject = (value: unknown): value is JsonObject =>
  z.record(z.string(), z.json()).safeParse(value).success;

const Tags = z
  .record(text(64), text(128))
  .refine((tags) => Object.keys(tags).length <= TAGS_MAX, { error: `at most ${TAGS_MAX} tags` });

/**
 * A record put aside, held to what collect promises of a record. It was stored as JSON because something in it may be wrong, and it may be of
 * an earlier version: nothing of it is trusted. When the record happened is not judged again: it was in time when it was collected.
 */
export const ReplayableRecord = z
  .object({
    accessKeyId: z.string().regex(/^[1-9]\d{0,17}$/, { error: "must be the id of a key" }),
    eventId: z.string().refine(isEventId, { error: "must be a lower-case UUIDv7", abort: true }),
    occurTimeMs: z.int(),
    payloadHash: z.string().regex(/^[0-9a-f]{32}$/, { error: "must be 16 bytes in hex" }),
    user: text(128).nullable(),
    feature: text(64).nullable(),
    endpoint: text(128).nullable(),
    session: text(128).nullable(),
    tags: Tags.nullable(),
    requestModel: text(128).nullable(),
    model: text(128).nullable(),
    requestId: text(128).nullable(),
    messageId: text(128).nullable(),
    workspaceId: text(128).nullable(),
    provider: z.literal("anthropic"),
    platform: z.enum(platforms),
    status: z.int().min(100).max(599).nullable(),
    outcome: z.enum(outcomes),
    errorType: text(64).nullable(),
    stopReason: text(64).nullable(),
    attempt: z.int().min(0).max(1000),
    durationMs: z.int().min(0).max(86_400_000).nullable(),
    quality: z.enum(qualities),
    rawUsage: z.custom<JsonObject>(isJsonObject).nullable(),
    lines: z
      .tuple([Line], Line)
      .refine((lines) => lines.length <= LINES_MAX, { error: `at most ${LINES_MAX} lines` }),
  })
  .refine(
    ({ eventId, occurTimeMs }) => !isEventId(eventId) || eventTimeMs(eventId) === occurTimeMs,
    {
      error: "must be the time inside eventId",
      path: ["occurTimeMs"],
    },
  );
