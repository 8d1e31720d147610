import { anthropicId, answeringModel, type SeededRandom } from "@tokenledger/fake-anthropic";
import type { UsageRecordInput } from "@tokenledger/usage";
import type { Feature } from "../company/feature.ts";
import { completeUsage, startedUsage } from "./call-usage.ts";

/** The fields of a record that say how its call ended. */
export type CallEnding = Pick<
  UsageRecordInput,
  | "model"
  | "messageId"
  | "status"
  | "outcome"
  | "errorType"
  | "stopReason"
  | "attempt"
  | "durationMs"
  | "usage"
>;

const ERRORS = [
  { share: 0.009, status: 529, errorType: "overloaded_error" },
  { share: 0.006, status: 429, errorType: "rate_limit_error" },
  { share: 0.003, status: 400, errorType: "invalid_request_error" },
  { share: 0.002, status: 500, errorType: "api_error" },
] as const;
const CANCELLED_SHARE = 0.012;
const TRUNCATED_SHARE = 0.003;
const OUTPUT_TOKENS_PER_SECOND = 75;
const FIRST_TOKEN_MS = 450;
const BROKEN_MS_MAX = 6000;
const REFUSED_MS_MAX = 900;

const failed = (random: SeededRandom): CallEnding | undefined => {
  let left = random();
  const error = ERRORS.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return error === undefined
    ? undefined
    : {
        status: error.status,
        errorType: error.errorType,
        outcome: "error",
        attempt: error.status === 400 ? 0 : Math.floor(random() * 3),
        durationMs: Math.floor(40 + random() * REFUSED_MS_MAX),
      };
};

const broken = (
  random: SeededRandom,
  feature: Feature,
  requestModel: string,
): CallEnding | undefined => {
  const drawn = random();
  const isStream = random() < feature.streamShare;
  if (!isStream || drawn >= CANCELLED_SHARE + TRUNCATED_SHARE) {
    return undefined;
  }
  return {
    status: 200,
    model: answeringModel(requestModel),
    messageId: anthropicId("msg", random()),
    outcome: drawn < CANCELLED_SHARE ? "cancelled" : "truncated",
    durationMs: Math.floor(FIRST_TOKEN_MS + random() * BROKEN_MS_MAX),
    usage: startedUsage(random, feature, requestModel),
  };
};

const stopReason = (random: SeededRandom, feature: Feature): string => {
  const drawn = random();
  if (drawn < feature.toolShare) {
    return "tool_use";
  }
  return random() < 0.015 ? "max_tokens" : "end_turn";
};

const answered = (random: SeededRandom, feature: Feature, requestModel: string): CallEnding => {
  const usage = completeUsage(random, feature, requestModel);
  const seconds = Number(usage["output_tokens"]) / OUTPUT_TOKENS_PER_SECOND;
  return {
    status: 200,
    model: answeringModel(requestModel),
    messageId: anthropicId("msg", random()),
    outcome: "complete",
    stopReason: stopReason(random, feature),
    ...(feature.isBatch ? {} : { durationMs: Math.floor(FIRST_TOKEN_MS + 1000 * seconds) }),
    usage,
  };
};

/** How a call ends: mostly well; 2 in 100 with an error, some streams broken off by their reader or by the network. */
export const endCall = (
  random: SeededRandom,
  feature: Feature,
  requestModel: string,
): CallEnding => {
  const troubled = feature.isBatch
    ? undefined
    : (failed(random) ?? broken(random, feature, requestModel));
  return troubled ?? answered(random, feature, requestModel);
};
