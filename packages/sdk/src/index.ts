export type { Attribution } from "./attribution/attribution.ts";
export type { BalanceSheet, DropEpisode, DropReason } from "./balance-sheet.ts";
export type { CallOutcome, CallPlatform, CallUsage } from "./call-usage.ts";
export type {
  AnthropicMiddleware,
  MiddlewareContext,
  MiddlewareRequest,
} from "./capture/middleware-shape.ts";
export type { CallInSight, ResolveAttribution } from "./capture/call-in-sight.ts";
export type { CallEstimate, GuardedCall, GuardOptions } from "./guard/guard-options.ts";
export {
  QuotaExceededError,
  type ExceededQuota,
  type QuotaRefusal,
} from "./guard/quota-exceeded-error.ts";
export type { DeliveryState } from "./delivery/delivery-state.ts";
export type { Health } from "./health.ts";
export type { Rejection } from "./rejection.ts";
export type {
  OpenTelemetryOptions,
  TelemetryCounter,
  TelemetryMeter,
  TelemetrySpan,
} from "./telemetry/telemetry-options.ts";
export { Tokenledger } from "./tokenledger.ts";
export type { SpoolOptions, TokenledgerOptions, Trouble } from "./tokenledger-options.ts";
