import type { JsonObject } from "../json.ts";
import type { LineKind } from "../record/usage-line.ts";
import type { Outcome, Platform, Quality } from "../record/usage-record.ts";

/** One line of a record, with what the record says beside it. */
export interface ExportLine {
  readonly eventId: string;
  readonly line: number;
  readonly kind: LineKind;
  readonly occurTimeMs: number;
  readonly createTimeMs: number;
  readonly accessKeyId: string;
  readonly accessKeyName: string;
  readonly user: string | null;
  readonly feature: string | null;
  readonly endpoint: string | null;
  readonly session: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly requestModel: string | null;
  /** The model this line is billed for. */
  readonly model: string | null;
  readonly requestId: string | null;
  readonly messageId: string | null;
  readonly workspaceId: string | null;
  readonly platform: Platform;
  readonly status: number | null;
  readonly outcome: Outcome;
  readonly quality: Quality;
  readonly errorType: string | null;
  readonly stopReason: string | null;
  readonly attempt: number;
  readonly durationMs: number | null;
  readonly inputTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly cacheWriteUnsplitTokens: number;
  readonly cacheReadInputTokens: number;
  readonly outputTokens: number;
  readonly thinkingTokens: number | null;
  readonly webSearchRequests: number;
  readonly webFetchRequests: number;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly inferenceGeo: string | null;
  /** Null: unpriced, which is not zero. */
  readonly costPicoUsd: bigint | null;
  /** 1 on the line that stands for its record, else 0: their sum is the number of requests. */
  readonly requests: number;
  /** 1 on the line that stands for its record while any of its lines has no price, else 0. */
  readonly unpricedRequests: number;
  /** Anthropic's usage, on the line that stands for its record, where it says more than the lines; null: they say it all. */
  readonly rawUsage: JsonObject | null;
}

/** Where a reading stopped: after this record. Records are read in order of their event ids, which is that of time. */
export interface ExportPosition {
  readonly eventId: string;
  readonly accessKeyId: string;
}

/** Sums over lines. */
export interface ExportTotals {
  readonly rows: bigint;
  readonly requests: bigint;
  readonly inputTokens: bigint;
  readonly cacheCreationInputTokens: bigint;
  readonly cacheReadInputTokens: bigint;
  readonly outputTokens: bigint;
  readonly costPicoUsd: bigint;
  readonly unpricedRequests: bigint;
}
