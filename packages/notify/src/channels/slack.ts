import type { Outgoing, Post } from "./outgoing.ts";

/** Slack's own three characters. A user named `<!channel>` must not call everybody. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * A Slack-compatible incoming webhook (Slack, Mattermost, Rocket.Chat). The address is its own secret; nothing is signed.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slackPost = (details: { readonly url: string }, { text }: Outgoing): Post => ({
  url: details.url,
  body: JSON.stringify({ text: escaped(text) }),
  headers: {},
});
