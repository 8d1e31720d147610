import type { JsonObject } from "../json.ts";
import type { Outcome, Platform, Quality } from "./usage-record.ts";
import type { UsageLine } from "./usage-line.ts";

/**
 * A record as collect hands it to a store: validated, attributed to the key that sent it, its usage read into lines.
 * Identity, for ever: (accessKeyId, eventId). `occurTimeMs` is always the time inside `eventId`.
 */
export interface CollectedRecord {
  /** `access_key.id`, a bigint in decimal. From the key that authenticated, never from the body. */
  readonly accessKeyId: string;
  readonly eventId: string;
  readonly occurTimeMs: number;
  /** First 16 bytes of the SHA-256 of the record as sent, in hex. Tells a re-send from a re-used id. */
  readonly payloadHash: string;
  /** The caller's own name for its user; the ledger gives it an id at first sight. Null: anonymous. */
  readonly user: string | null;
  readonly feature: string | null;
  readonly endpoint: string | null;
  readonly session: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly requestModel: string | null;
  /** The model that answered; the requested one where no answer came. */
  readonly model: string | null;
  readonly requestId: string | null;
  readonly messageId: string | null;
  readonly workspaceId: string | null;
  readonly provider: "anthropic";
  readonly platform: Platform;
  readonly status: number | null;
  readonly outcome: Outcome;
  readonly errorType: string | null;
  readonly stopReason: string | null;
  readonly attempt: number;
  readonly durationMs: number | null;
  readonly quality: Quality;
  /** Anthropic's usage verbatim, kept only where the lines cannot say all of it (iterations, unknown keys). */
  readonly rawUsage: JsonObject | null;
  /** The reservation that this record settles. Of use to collect alone: no store keeps it. */
  readonly reservationId?: string;
  /** At least one. The row of line 0 is the claim. */
  readonly lines: readonly [UsageLine, ...UsageLine[]];
}
