import { periodOf } from "@tokenledger/usage";
import type { ExportMasking } from "@tokenledger/usage/exports";
import type { Cell, Column } from "./column.ts";
import type { FocusCharge } from "./focus-charge.ts";
import { MASKED } from "./line-columns.ts";
import { usdOf } from "./usd.ts";

const HOUR_MS = 3_600_000;

const fixed = (name: string, value: string | null): Column<FocusCharge> => ({
  name,
  type: "text",
  read: () => value,
});
const text = (name: string, read: (charge: FocusCharge) => string | null): Column<FocusCharge> => ({
  name,
  type: "text",
  read,
});
const time = (name: string, read: (charge: FocusCharge) => number): Column<FocusCharge> => ({
  name,
  type: "time",
  read: (charge) => new Date(read(charge)),
});
const number = (name: string, read: (charge: FocusCharge) => number): Column<FocusCharge> => ({
  name,
  type: "integer",
  read,
});

const cost = (name: string): Column<FocusCharge> => ({
  name,
  type: "decimal",
  read: ({ costPicoUsd }) => usdOf(costPicoUsd),
});

const tokens = (charge: FocusCharge): number =>
  charge.inputTokens +
  charge.cacheCreationInputTokens +
  charge.cacheReadInputTokens +
  charge.outputTokens;

const tagsOf = (charge: FocusCharge, masking: ExportMasking): Cell => {
  const user = charge.user === null || masking === "none" ? charge.user : MASKED;
  const named = [
    ["user", user],
    ["feature", charge.feature],
    ["serviceTier", charge.serviceTier],
    ["speed", charge.speed],
  ] as const;
  return Object.fromEntries(
    named.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
};

/**
 * The columns of FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2/): all that it makes mandatory, those that say something here,
 * and ours behind the prefix `x_`. The price paid is the list price: discounts are Anthropic's to know.
 */
export const focusColumns = (masking: ExportMasking): readonly Column<FocusCharge>[] => [
  cost("BilledCost"),
  fixed("BillingAccountId", "anthropic"),
  fixed("BillingAccountName", "Anthropic"),
  fixed("BillingCurrency", "USD"),
  time("BillingPeriodStart", ({ hourStartMs }) => periodOf("month", hourStartMs).startMs),
  time("BillingPeriodEnd", ({ hourStartMs }) => periodOf("month", hourStartMs).endMs),
  fixed("ChargeCategory", "Usage"),
  fixed("ChargeClass", null),
  text("ChargeDescription", ({ model }) => `Tokens of ${model ?? "no model"}`),
  fixed("ChargeFrequency", "Usage-Based"),
  time("ChargePeriodStart", ({ hourStartMs }) => hourStartMs),
  time("ChargePeriodEnd", ({ hourStartMs }) => hourStartMs + HOUR_MS),
  number("ConsumedQuantity", tokens),
  fixed("ConsumedUnit", "Tokens"),
  cost("ContractedCost"),
  cost("EffectiveCost"),
  fixed("InvoiceIssuerName", "Anthropic"),
  cost("ListCost"),
  fixed("PricingCategory", "Standard"),
  number("PricingQuantity", tokens),
  fixed("PricingUnit", "Tokens"),
  fixed("ProviderName", "Anthropic"),
  fixed("PublisherName", "Anthropic"),
  text("RegionId", ({ inferenceGeo }) => inferenceGeo),
  text("ResourceId", ({ accessKeyId }) => accessKeyId),
  text("ResourceName", ({ accessKeyName }) => accessKeyName),
  fixed("ResourceType", "Access Key"),
  fixed("ServiceCategory", "AI and Machine Learning"),
  fixed("ServiceSubcategory", "Generative AI"),
  fixed("ServiceName", "Claude API"),
  text("SkuId", ({ model }) => model),
  text("SubAccountId", ({ workspaceId }) => workspaceId),
  { name: "Tags", type: "json", read: (charge) => tagsOf(charge, masking) },
  number("x_Requests", ({ requests }) => requests),
  number("x_InputTokens", ({ inputTokens }) => inputTokens),
  number("x_CacheCreationInputTokens", ({ cacheCreationInputTokens }) => cacheCreationInputTokens),
  number("x_CacheReadInputTokens", ({ cacheReadInputTokens }) => cacheReadInputTokens),
  number("x_OutputTokens", ({ outputTokens }) => outputTokens),
  number("x_UnpricedRequests", ({ unpricedRequests }) => unpricedRequests),
];
