import { Webhook } from "standardwebhooks";
import type { Outgoing, Post } from "./outgoing.ts";

/**
 * A webhook by the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`, `webhook-signature`, and a body of type, timestamp
 * and data. The body is the same at every attempt; the signature is new, because it covers the time of the attempt.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const webhookPost = (
  details: { readonly url: string; readonly secret: string },
  { notice, deliveryId, link, now }: Outgoing,
): Post => {
  const { kind, time, path: _, ...data } = notice;
  const body = JSON.stringify({ type: `alert.${kind}`, timestamp: time, data: { ...data, link } });
  return {
    url: details.url,
    body,
    headers: {
      "webhook-id": deliveryId,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(details.secret).sign(deliveryId, now, body),
    },
  };
};
