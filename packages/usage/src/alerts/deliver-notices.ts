import { ChannelDetails, type SecretBox } from "./alert-channel.ts";
import type { AlertOutbox, ClaimedDelivery } from "./alert-ledger.ts";
import type { Notifier, SendReport } from "./notifier.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Pauses after each failed attempt, as the Standard Webhooks specification proposes; after the last one a notice is given up. */
export const retryPausesMs: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
];

const CLAIM_COUNT_MAX = 20;

export interface DeliveryTools {
  readonly outbox: Pick<AlertOutbox, "claim" | "settle">;
  readonly notifier: Pick<Notifier, "send">;
  readonly secrets: Pick<SecretBox, "open">;
  readonly clock: () => number;
}

const attempt = async (
  { notifier, secrets }: DeliveryTools,
  delivery: ClaimedDelivery,
): Promise<SendReport> => {
  try {
    const details = ChannelDetails.parse(JSON.parse(secrets.open(delivery.sealedDetails)));
    return await notifier.send(details, delivery.notice, delivery.id);
  } catch {
    return {
      isDelivered: false,
      detail: "the channel's settings cannot be read: was TOKENLEDGER_KEY_PEPPER changed?",
      durationMs: 0,
    };
  }
};

const deliverOne = async (tools: DeliveryTools, delivery: ClaimedDelivery): Promise<void> => {
  const report = await attempt(tools, delivery);
  const nowMs = tools.clock();
  const pauseMs = report.isDelivered ? undefined : retryPausesMs[delivery.attemptCount - 1];
  const nextTime = pauseMs === undefined ? null : new Date(nowMs + pauseMs);
  await tools.outbox.settle(delivery.id, report, new Date(nowMs), nextTime);
};

/**
 * Sends every notice that is due. Killed between sending and settling, a notice is sent again with the same id: at least once.
 *
 * @returns how many were tried.
 */
export const deliverNotices = async (tools: DeliveryTools): Promise<number> => {
  let count = 0;
  for (;;) {
    const claimed = await tools.outbox.claim(new Date(tools.clock()), CLAIM_COUNT_MAX);
    await Promise.all(claimed.map(async (delivery) => deliverOne(tools, delivery)));
    count += claimed.length;
    if (claimed.length < CLAIM_COUNT_MAX) return count;
  }
};
