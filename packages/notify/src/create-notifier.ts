import { performance } from "node:perf_hooks";
import type { AlertNotice, ChannelDetails, Notifier, SendReport } from "@tokenledger/usage/alerts";
import { InvalidInputError } from "@tokenledger/usage";
import type { z } from "zod";
import { DingtalkAnswer, dingtalkPost } from "./channels/dingtalk.ts";
import { sendMail, type MailServer } from "./channels/email.ts";
import { FeishuAnswer, feishuPost } from "./channels/feishu.ts";
import type { Outgoing, Post } from "./channels/outgoing.ts";
import { slackPost } from "./channels/slack.ts";
import { webhookPost } from "./channels/webhook.ts";
import { noticeLink, noticeText } from "./notice-text.ts";
import { postJson, type Answer, type PostOptions } from "./post-json.ts";
import { sendFault } from "./send-fault.ts";
import { sendTarget } from "./send-target.ts";

export interface NotifierOptions extends PostOptions {
  /** Null: e-mail channels fail, and say why. */
  readonly mail: MailServer | null;
  /** Where the page is. Null: notices have no link. */
  readonly publicUrl: string | null;
  /** Default: the real time. */
  readonly clock?: (() => number) | undefined;
}

type Posted = Exclude<ChannelDetails, { readonly kind: "email" }>;

const postOf = (details: Posted, outgoing: Outgoing): Post => {
  if (details.kind === "webhook") return webhookPost(details, outgoing);
  if (details.kind === "slack") return slackPost(details, outgoing);
  if (details.kind === "feishu") return feishuPost(details, outgoing);
  return dingtalkPost(details, outgoing);
};

/** What a 200 must hold to be a yes; the others mean it by the status alone. */
const acceptances: Readonly<Partial<Record<ChannelDetails["kind"], z.ZodType>>> = {
  feishu: FeishuAnswer,
  dingtalk: DingtalkAnswer,
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const verdict = (
  kind: ChannelDetails["kind"],
  { status, text }: Answer,
): Omit<SendReport, "durationMs"> => {
  if (status >= 300 && status < 400) {
    return { isDelivered: false, detail: `answered ${status}: redirects are not followed` };
  }
  if (status < 200 || status >= 300) return { isDelivered: false, detail: `answered ${status}` };
  const acceptance = acceptances[kind];
  return acceptance === undefined || acceptance.safeParse(parsedJson(text)).success
    ? { isDelivered: true, detail: `answered ${status}` }
    : { isDelivered: false, detail: `answered ${status}, but refused the message` };
};

const deliver = async (
  details: ChannelDetails,
  outgoing: Outgoing,
  options: NotifierOptions,
): Promise<Omit<SendReport, "durationMs">> => {
  if (details.kind === "email") {
    if (options.mail === null) {
      return { isDelivered: false, detail: "SMTP_URL and SMTP_FROM are not set" };
    }
    await sendMail(options.mail, details.to, outgoing);
    return { isDelivered: true, detail: "taken by the mail server" };
  }
  const { url, body, headers } = postOf(details, outgoing);
  return verdict(details.kind, await postJson(url, body, headers, options));
};

/** Reaches people by webhook, mail and chat. Holds no connection between notices. */
export const createNotifier = (options: NotifierOptions): Notifier => {
  const { clock = Date.now } = options;
  const outgoingOf = (notice: AlertNotice, deliveryId: string): Outgoing => ({
    notice,
    deliveryId,
    text: noticeText(notice, options.publicUrl),
    link: noticeLink(notice, options.publicUrl),
    now: new Date(clock()),
  });
  return {
    check: (details) => {
      if (details.kind !== "email") sendTarget(details.url, options);
      else if (options.mail === null) {
        throw new InvalidInputError(
          "CHANNEL_REFUSED",
          "kind: e-mail needs SMTP_URL and SMTP_FROM in the environment",
        );
      }
    },
    send: async (details, notice, deliveryId) => {
      const startMs = performance.now();
      const since = (): number => Math.round(performance.now() - startMs);
      try {
        const report = await deliver(details, outgoingOf(notice, deliveryId), options);
        return { ...report, durationMs: since() };
      } catch (error) {
        return { isDelivered: false, detail: sendFault(error), durationMs: since() };
      }
    },
  };
};
