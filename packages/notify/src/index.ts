export { AllowedHosts } from "./allowed-hosts.ts";
export type { MailServer } from "./channels/email.ts";
export { createNotifier, type NotifierOptions } from "./create-notifier.ts";
export { createSecretBox } from "./secret-box.ts";
