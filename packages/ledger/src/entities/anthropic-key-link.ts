import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** An Anthropic key that an access key's calls are made with. */
export const AnthropicKeyLinkEntry = defineEntity({
  name: "AnthropicKeyLinkEntry",
  tableName: "anthropic_key_link",
  properties: {
    apiKeyId: p.text().primary(),
    accessKeyId: p.bigint("string").primary(),
    workspaceId: p.text().nullable(),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
  },
});
export type AnthropicKeyLinkEntry = InferEntity<typeof AnthropicKeyLinkEntry>;
