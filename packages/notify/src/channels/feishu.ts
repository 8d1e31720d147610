import { z } from "zod";
import type { Outgoing, Post } from "./outgoing.ts";
import { signedWith } from "./signed-with.ts";

/** Feishu reads `<at …>` in a text as a mention. A user so named must not call everybody. */
const escaped = (text: string): string => text.replaceAll("<", "＜").replaceAll(">", "＞");

/**
 * A Feishu (Lark) custom bot. Signed over the time in seconds: the key of the HMAC is `time LF secret`, the message is empty.
 *
 * @see https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
 */
export const feishuPost = (
  { url, secret }: { readonly url: string; readonly secret: string | null },
  { text, now }: Outgoing,
): Post => {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature =
    secret === null ? {} : { timestamp, sign: signedWith(`${timestamp}\n${secret}`, "") };
  const message = { msg_type: "text", content: { text: escaped(text) } };
  return { url, body: JSON.stringify({ ...signature, ...message }), headers: {} };
};

/** Feishu answers 200 to what it refuses; the old field is `StatusCode`. */
export const FeishuAnswer = z.union([
  z.object({ code: z.literal(0) }),
  z.object({ StatusCode: z.literal(0) }),
]);
