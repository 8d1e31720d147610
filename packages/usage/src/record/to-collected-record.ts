import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { CollectedRecord } from "./collected-record.ts";
import { eventTimeMs } from "./event-id.ts";
import { fromAnthropicUsage } from "../reading/from-anthropic-usage.ts";
import { rawUsageToKeep } from "../reading/raw-usage-to-keep.ts";
import { UsageRecord, type Quality } from "./usage-record.ts";

const HASH_HEX_DIGITS = 32;

const atDefault = UsageRecord.parse({ eventId: "00000000-0000-7000-8000-000000000000" });

/** All but the reservation, which is not of the call. In the order of canonical JSON: sorting a record's keys took a third of its hash. */
const hashedFields = UsageRecord.keyof()
  .options.filter((field) => field !== "reservationId")
  .toSorted();

/**
 * Fields at their default are left out of the hash. A field that a later version adds with a default thus leaves the hashes of earlier records alone;
 * otherwise a re-send across an upgrade would look like another record under the same id.
 */
const sayingFields = (record: UsageRecord): object => {
  const said: Record<string, unknown> = {};
  for (const field of hashedFields) {
    const value = record[field];
    if (value !== atDefault[field]) said[field] = value;
  }
  return said;
};

/**
 * `none` without usage. `final` for a call answered whole, and for a stream that broke after its last `message_delta`: that event carries
 * the stop reason together with the final counts (SDK 1.12.0, tracing/streaming.ts), so a stop reason proves them.
 * Else, and where the sender says so, `provisional`: input as known at `message_start`, output a lower bound.
 */
const qualityOf = (record: UsageRecord): Quality => {
  if (record.usage === null) return "none";
  if (record.quality !== undefined) return record.quality;
  return record.outcome === "complete" || record.stopReason !== undefined ? "final" : "provisional";
};

const attributionOf = (
  record: UsageRecord,
): Pick<CollectedRecord, "user" | "feature" | "endpoint" | "session" | "tags"> => ({
  user: record.user ?? null,
  feature: record.feature ?? null,
  endpoint: record.endpoint ?? null,
  session: record.session ?? null,
  tags: record.tags ?? null,
});

const identifiersOf = (
  record: UsageRecord,
): Pick<CollectedRecord, "requestModel" | "requestId" | "messageId" | "workspaceId"> => ({
  requestModel: record.requestModel ?? null,
  requestId: record.requestId ?? null,
  messageId: record.messageId ?? null,
  workspaceId: record.workspaceId ?? null,
});

/**
 * Turns a validated record into what a store keeps: attributed to the key that authenticated, its usage read into lines.
 *
 * Pure: the same record and key give the same result, however often, whatever order the sender's keys came in.
 * `payloadHash` is the SHA-256 of the record as canonical JSON, fields at their default left out, cut to 16 bytes.
 * About 6 µs on one core (measured 2026-11-23 on 700 bytes of record: canonical JSON 3.3, the hash 0.9, the lines 0.2).
 */
export const toCollectedRecord = (record: UsageRecord, accessKeyId: string): CollectedRecord => {
  const model = record.model ?? record.requestModel ?? null;
  const { lines } = fromAnthropicUsage(record.usage, { model });
  return {
    accessKeyId,
    eventId: record.eventId,
    occurTimeMs: eventTimeMs(record.eventId),
    payloadHash: hash("sha256", canonicalJson(sayingFields(record)), "hex").slice(
      0,
      HASH_HEX_DIGITS,
    ),
    ...attributionOf(record),
    ...identifiersOf(record),
    model,
    provider: record.provider,
    platform: record.platform,
    status: record.status ?? null,
    outcome: record.outcome,
    errorType: record.errorType ?? null,
    stopReason: record.stopReason ?? null,
    attempt: record.attempt,
    durationMs: record.durationMs ?? null,
    quality: qualityOf(record),
    rawUsage: rawUsageToKeep(record.usage, lines),
    ...(record.reservationId !== undefined && { reservationId: record.reservationId }),
    lines,
  };
};
