import { z } from "zod";
import { AllowedHosts } from "./allowed-hosts.ts";

/** Settings of whoever sends notices; part of the shape of a process's `config.ts`. */
export const notifyShape = {
  /** Mail server, as `smtps://user:password@host` or `smtp://host:587`. Missing: e-mail channels fail and say so. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be smtp:// or smtps://" }).optional(),
  /** Sender of mails, as `Tokenledger <alerts@example.com>`. Needed with SMTP_URL. */
  SMTP_FROM: z.string().min(3).max(320).optional(),
  /**
   * Hosts inside the network that webhooks and chat channels may reach all the same, as `host` or `host:port`, separated by commas.
   * They may be plain http. Everything else must be https, port 443, at a public address.
   */
  TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .default("")
    .transform((text, context) => {
      const hosts = AllowedHosts.parse(text);
      if (hosts !== null) return hosts;
      context.addIssue("must be host or host:port, separated by commas");
      return z.NEVER;
    }),
};
