import type { ReportedCost, ReportedUsage } from "@tokenledger/usage/reconcile";
import type { ReportClass } from "@tokenledger/usage/reconcile";
import { z } from "zod";
import { picoUsdOfCents } from "./cents.ts";

const Count = z.int().min(0);
const Label = z
  .string()
  .nullish()
  .transform((label) => label ?? "");
const Start = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const group = {
  api_key_id: z
    .string()
    .nullish()
    .transform((id) => id ?? null),
  model: z
    .string()
    .nullish()
    .transform((model) => model ?? null),
};

/** A row of the usage report (`BetaAnalyticsUsageItem`), as far as it is compared. */
export const UsageRow = z
  .object({
    starting_at: Start,
    group: z.object({ ...group, service_tier: Label, speed: Label, inference_geo: Label }),
    usage: z.object({
      uncached_input_tokens: Count,
      output_tokens: Count,
      cache_read_input_tokens: Count,
      cache_creation: z.object({
        ephemeral_5m_input_tokens: Count,
        ephemeral_1h_input_tokens: Count,
      }),
      server_tool_use: z.object({ web_search_requests: Count }),
    }),
  })
  .transform(({ starting_at: startMs, group: by, usage }): ReportedUsage => ({
    startMs,
    apiKeyId: by.api_key_id,
    model: by.model,
    serviceTier: by.service_tier,
    speed: by.speed,
    inferenceGeo: by.inference_geo,
    figures: {
      input: BigInt(usage.uncached_input_tokens),
      output: BigInt(usage.output_tokens),
      cacheWrite5m: BigInt(usage.cache_creation.ephemeral_5m_input_tokens),
      cacheWrite1h: BigInt(usage.cache_creation.ephemeral_1h_input_tokens),
      cacheRead: BigInt(usage.cache_read_input_tokens),
      webSearch: BigInt(usage.server_tool_use.web_search_requests),
    },
  }));

const classOfTokenType: ReadonlyMap<string, ReportClass> = new Map([
  ["uncached_input_tokens", "input"],
  ["output_tokens", "output"],
  ["cache_read_input_tokens", "cacheRead"],
  ["cache_creation.ephemeral_5m_input_tokens", "cacheWrite5m"],
  ["cache_creation.ephemeral_1h_input_tokens", "cacheWrite1h"],
]);

/** A row of the cost report (`BetaAnalyticsCostItem`), split by cost type and token type. */
export const CostRow = z
  .object({
    starting_at: Start,
    group: z.object({ ...group, cost_type: Label, token_type: Label }),
    cost: z.object({ amount: z.string(), list_amount: z.string(), currency: z.literal("USD") }),
  })
  .transform(({ starting_at: startMs, group: by, cost }): ReportedCost => ({
    startMs,
    apiKeyId: by.api_key_id,
    model: by.model,
    reportClass:
      by.cost_type === "web_search" ? "webSearch" : (classOfTokenType.get(by.token_type) ?? null),
    chargedPicoUsd: picoUsdOfCents(cost.amount),
    listPicoUsd: picoUsdOfCents(cost.list_amount),
  }));
