import type { ChannelDetails } from "./alert-channel.ts";
import type { AlertNotice } from "./alert-notice.ts";

/** What came of one attempt to tell somebody. */
export interface SendReport {
  readonly isDelivered: boolean;
  /** For people, one line. Never what the receiver answered: it may be a page of somebody's own network. */
  readonly detail: string;
  readonly durationMs: number;
}

/** Reaches people through their channels, and nothing inside the network. */
export interface Notifier {
  /** @throws InvalidInputError CHANNEL_REFUSED for a channel that would never be sent to, naming the field. */
  check(details: ChannelDetails): void;
  /**
   * Sends a notice once. `deliveryId` is the receiver's means to tell a repeated notice from a new one. Never throws.
   */
  send(details: ChannelDetails, notice: AlertNotice, deliveryId: string): Promise<SendReport>;
}
