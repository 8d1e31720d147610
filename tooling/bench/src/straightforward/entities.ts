import { defineEntity, p } from "@mikro-orm/core";

/** Tables as the design card names them: foreign keys, an index for each filter, a unique request id. */
const usageProperties = {
  id: p.bigint("string").primary(),
  occurTime: p.datetime().index(),
  model: p.string().index(),
  feature: p.string(),
  inputTokens: p.integer(),
  cacheCreationInputTokens: p.integer(),
  cacheReadInputTokens: p.integer(),
  outputTokens: p.integer(),
  requestId: p.string().unique(),
};

const AccessKey = defineEntity({
  name: "AccessKey",
  properties: { id: p.bigint("string").primary(), name: p.string() },
});

const LedgerUser = defineEntity({
  name: "LedgerUser",
  properties: { id: p.string().primary() },
});

export const AccessKeyUsage = defineEntity({
  name: "AccessKeyUsage",
  properties: { ...usageProperties, accessKey: () => p.manyToOne(AccessKey).index() },
});

export const UserUsage = defineEntity({
  name: "UserUsage",
  properties: { ...usageProperties, user: () => p.manyToOne(LedgerUser).index() },
});

export const UsageStatistics = defineEntity({
  name: "UsageStatistics",
  properties: {
    dimensionType: p.string().primary(),
    dimensionId: p.string().primary(),
    periodType: p.string().primary(),
    periodStart: p.datetime().primary(),
    inputTokens: p.bigint(),
    cacheCreationInputTokens: p.bigint(),
    cacheReadInputTokens: p.bigint(),
    outputTokens: p.bigint(),
    requests: p.bigint(),
  },
});

/** All of them. */
export const entities = [AccessKey, LedgerUser, AccessKeyUsage, UserUsage, UsageStatistics];
export { AccessKey, LedgerUser };
