import { z } from "zod";

export const channelKinds = ["webhook", "email", "slack", "feishu", "dingtalk"] as const;
export type ChannelKind = (typeof channelKinds)[number];

const URL_LENGTH_MAX = 2048;
const SECRET_LENGTH_MAX = 512;
const RECIPIENTS_MAX = 20;

const Url = z.url({ error: "must be a URL" }).max(URL_LENGTH_MAX);
const Secret = z
  .string()
  .min(1)
  .max(SECRET_LENGTH_MAX)
  .regex(/^[\x21-\x7e]+$/, { error: "must be printable ASCII without spaces" });

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export const WebhookSecret = Secret.regex(
  /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2,3}={0,2})?$/,
  {
    error: "must be whsec_ followed by 24 to 64 bytes in base64",
  },
);

/**
 * How a channel reaches people, secrets included. The address of a chat channel is a secret too: whoever knows it can post.
 * Feishu and DingTalk sign with `secret` where the robot asks for it.
 */
export const ChannelDetails = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("webhook"), url: Url, secret: WebhookSecret }),
  z.object({
    kind: z.literal("email"),
    to: z
      .array(z.email({ error: "must be an e-mail address" }))
      .min(1)
      .max(RECIPIENTS_MAX),
  }),
  z.object({ kind: z.literal("slack"), url: Url }),
  z.object({ kind: z.literal("feishu"), url: Url, secret: Secret.nullable().default(null) }),
  z.object({ kind: z.literal("dingtalk"), url: Url, secret: Secret.nullable().default(null) }),
]);
export type ChannelDetails = z.output<typeof ChannelDetails>;

/** A channel as people see it: never its secrets. */
export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Where it leads, for people: recipients, a webhook's URL, a chat's host. */
  readonly target: string;
  /** The end of its secret; null where there is none. */
  readonly last4: string | null;
  readonly createTime: Date;
  readonly updateTime: Date;
}

/** A channel as it is stored: its details sealed, and what may be shown of them. */
export interface StoredChannel {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly target: string;
  readonly last4: string | null;
  /** {@link ChannelDetails} as JSON, under a {@link SecretBox}. */
  readonly sealedDetails: string;
}

/** Keeps secrets that must be read again. What it seals is worthless without the key, which is not in the database. */
export interface SecretBox {
  /** Sealing the same text twice gives different results. */
  seal(text: string): string;
  /** @throws UnreadableError for what another key sealed, or somebody changed. */
  open(sealed: string): string;
}

/** What may be shown of a channel's details. */
export const channelSummary = (
  details: ChannelDetails,
): Pick<StoredChannel, "kind" | "target" | "last4"> => {
  const { kind } = details;
  if (kind === "email") return { kind, target: details.to.join(", "), last4: null };
  if (kind === "webhook") return { kind, target: details.url, last4: details.secret.slice(-4) };
  return { kind, target: new URL(details.url).host, last4: details.url.slice(-4) };
};
