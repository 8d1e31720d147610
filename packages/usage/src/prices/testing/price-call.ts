import type { AnthropicUsage } from "../../reading/anthropic-usage.ts";
import { fromAnthropicUsage } from "../../reading/from-anthropic-usage.ts";
import type { PriceBook } from "../price-book.ts";
import { priceRecord, type PriceableRecord, type RecordPrice } from "../price-record.ts";

/** What a call tells beside its model and usage; by default a complete answer of Anthropic's own API on 2026-11-20 at noon UTC. */
export interface CallTold extends Partial<Omit<PriceableRecord, "lines" | "occurTimeMs">> {
  /** ISO time of the call. */
  readonly at?: string;
}

/** Prices one call as the ledger would: usage read into lines, each line priced. */
export const priceCall =
  (book: PriceBook) =>
  (model: string | null, usage: AnthropicUsage | null, told: CallTold = {}): RecordPrice =>
    priceRecord(
      {
        occurTimeMs: Date.parse(told.at ?? "2026-11-20T12:00:00Z"),
        quality: told.quality ?? "final",
        outcome: told.outcome ?? "complete",
        platform: told.platform ?? "anthropic",
        stopReason: told.stopReason ?? "end_turn",
        lines: fromAnthropicUsage(usage, { model }).lines,
      },
      book,
    );
