export type { BilledCall, BilledTokens } from "./billed-call.ts";
export type { Exchange } from "./exchange.ts";
export type { ErrorRates } from "./free-answers.ts";
export { loadRecordings } from "./recordings.ts";
export type { ReplayMode } from "./replay-mode.ts";
export type { SeenRequest } from "./seen-request.ts";
export type { FakeAnthropicOptions } from "./settings.ts";
export { startFakeAnthropic, type FakeAnthropic } from "./start-fake-anthropic.ts";
export { answeringModel, inferenceGeo } from "./model-name.ts";
export {
  anthropicId,
  between,
  digestOf,
  longTailed,
  seededRandom,
  type SeededRandom,
} from "./seeded-random.ts";
