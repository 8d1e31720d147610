import type { AlertNotice } from "@tokenledger/usage/alerts";

/** What a channel is given to send. */
export interface Outgoing {
  readonly notice: AlertNotice;
  /** Stable over all attempts. */
  readonly deliveryId: string;
  /** As plain text, with the link. */
  readonly text: string;
  readonly link: string | null;
  readonly now: Date;
}

/** What a channel posts. */
export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}
