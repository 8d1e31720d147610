import { randomBytes } from "node:crypto";
import type { CollectedRecord } from "@tokenledger/usage";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";

const MODELS = ["claude-sonnet-5-5", "claude-haiku-5-5", "claude-opus-5-5"] as const;
const FEATURES = ["chat", "search", "summary", "support"] as const;

/**
 * A record as busy traffic brings it: 3 models, 4 features and 40 users that repeat, request and message ids of Anthropic's length that do not.
 * For measuring; sizes of records that are all alike say nothing.
 */
export const makeTrafficRecord = (overrides: Partial<CollectedRecord> = {}): CollectedRecord => {
  const random = randomBytes(48);
  const byte = (index: number): number => random[index] ?? 0;
  const model = MODELS[byte(0) % MODELS.length] ?? null;
  return makeCollectedRecord({
    payloadHash: random.subarray(32).toString("hex"),
    user: `user_${byte(1) % 40}`,
    feature: FEATURES[byte(2) % FEATURES.length] ?? null,
    requestModel: model,
    model,
    requestId: `req_011C${random.subarray(3, 13).toString("hex")}`,
    messageId: `msg_01${random.subarray(13, 24).toString("hex")}`,
    durationMs: 400 + byte(24) * 37,
    lines: [
      makeLine({
        model,
        inputTokens: byte(25) * 13,
        cacheReadTokens: byte(26) * 97,
        outputTokens: byte(27) * 7,
      }),
    ],
    ...overrides,
  });
};
