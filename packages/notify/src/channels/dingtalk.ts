import { z } from "zod";
import type { Outgoing, Post } from "./outgoing.ts";
import { signedWith } from "./signed-with.ts";

/**
 * A DingTalk custom robot. Signed over the time in milliseconds: the key of the HMAC is the secret, the message `time LF secret`; both
 * travel in the URL.
 *
 * @see https://open.dingtalk.com/document/robots/customize-robot-security-settings
 */
export const dingtalkPost = (
  details: { readonly url: string; readonly secret: string | null },
  { text, now }: Outgoing,
): Post => {
  const url = new URL(details.url);
  if (details.secret !== null) {
    const timestamp = String(now.getTime());
    url.searchParams.set("timestamp", timestamp);
    url.searchParams.set("sign", signedWith(details.secret, `${timestamp}\n${details.secret}`));
  }
  const body = JSON.stringify({ msgtype: "text", text: { content: text } });
  return { url: url.href, body, headers: {} };
};

/** DingTalk answers 200 to what it refuses. */
export const DingtalkAnswer = z.object({ errcode: z.literal(0) });
