const MODELS = [
  "claude-sonnet-4-5-20250929",
  "claude-haiku-4-5-20251001",
  "claude-opus-4-5-20251101",
];
const FEATURES = ["chat", "search", "summary", "extract"];

/** Users that the made-up traffic names. */
export const USER_COUNT = 50;

const pick = (of: readonly string[], index: number): string => of[index % of.length] ?? "";

/** What stands in a record's text where each one has its own: `CallBytes` writes over it. */
export const EVENT_ID = "00000000-0000-7000-8000-000000000000";
export const SERIAL = "############";

/**
 * A record as the SDK sends it, about 520 bytes of JSON: 50 users, 3 models, 4 features, half of the calls with a cache read.
 * The same for the same index.
 */
export const recordText = (index: number): string => {
  const model = pick(MODELS, index * 7);
  return JSON.stringify({
    eventId: EVENT_ID,
    user: `user_${1 + ((index * 31) % USER_COUNT)}`,
    feature: pick(FEATURES, index * 3),
    requestModel: model,
    model,
    requestId: `req_011CQkKe${SERIAL}`,
    messageId: `msg_01XFDUDYJ${SERIAL}`,
    status: 200,
    stopReason: "end_turn",
    durationMs: 400 + ((index * 379) % 9_000),
    usage: {
      input_tokens: 3 + ((index * 991) % 4_000),
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: index % 2 === 0 ? 2_048 + ((index * 613) % 16_000) : 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      output_tokens: 1 + ((index * 211) % 1_200),
      service_tier: "standard",
    },
  });
};
