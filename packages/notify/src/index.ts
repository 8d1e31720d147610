export { AllowedHosts } from "./allowed-hosts.ts";
export type { MailServer } from "./channels/email.ts";
export { createNotifier, type NotifierOptions } from "./create-notifier.ts";
export { mailServerOf } from "./mail-server-of.ts";
export { createSecretBox } from "./secret-box.ts";
