import type { Attribution } from "./attribution/attribution.ts";

/** Where a call was answered. */
export type CallPlatform = "anthropic" | "bedrock" | "vertex" | "foundry" | "other";

/** How one attempt of one call ended. The words are explained in the README. */
export type CallOutcome =
  | "complete"
  | "error"
  | "truncated"
  | "cancelled"
  | "stream_error"
  | "transport_error"
  | "no_response"
  | "abandoned";

/**
 * One attempt of one call, as `record()` takes it. What is said here about user, feature and the rest wins over `withAttribution`.
 */
export interface CallUsage extends Attribution {
  /** Anthropic's `usage` object, as it came; null where the call gave none. */
  readonly usage: object | null;
  /** The model that answered. */
  readonly model?: string | undefined;
  /** The model that was asked for, where it differs (an alias). */
  readonly requestModel?: string | undefined;
  /** `message.id`. */
  readonly messageId?: string | undefined;
  /** The `request-id` header. */
  readonly requestId?: string | undefined;
  /** The `anthropic-workspace-id` header. */
  readonly workspaceId?: string | undefined;
  /** `anthropic` by default. */
  readonly platform?: CallPlatform | undefined;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** `complete` by default. */
  readonly outcome?: CallOutcome | undefined;
  /** `error.type` of a failed call. */
  readonly errorType?: string | undefined;
  readonly stopReason?: string | undefined;
  /** 0 for the first attempt of a call, 1 for its first retry. */
  readonly attempt?: number | undefined;
  readonly durationMs?: number | undefined;
  /**
   * When the call was made, epoch milliseconds; now by default. Together with `messageId` it makes the record's identity:
   * the same two recorded twice are counted once.
   */
  readonly occurTimeMs?: number | undefined;
  /** The place that `usage.quota` held for the call: the record gives it back. Captured calls have theirs from the guard. */
  readonly reservationId?: string | undefined;
  /** The record's identity, a lower-case UUIDv7, where the caller keeps one. Recorded twice, counted once. */
  readonly eventId?: string | undefined;
}
