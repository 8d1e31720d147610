import type { MailServer } from "./channels/email.ts";

/** The operator's mail server out of a process's settings; null where they name none, or no sender. */
export const mailServerOf = (config: {
  readonly SMTP_URL?: string | undefined;
  readonly SMTP_FROM?: string | undefined;
}): MailServer | null =>
  config.SMTP_URL === undefined || config.SMTP_FROM === undefined
    ? null
    : { url: config.SMTP_URL, from: config.SMTP_FROM };
