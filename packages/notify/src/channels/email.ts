import { createTransport } from "nodemailer";
import type { Outgoing } from "./outgoing.ts";

/** The operator's mail server. */
export interface MailServer {
  /** `smtps://…` or `smtp://…`, with user and password where they are needed. */
  readonly url: string;
  /** As in a mail's header. */
  readonly from: string;
}

const CONNECT_MS_MAX = 5_000;
const SILENCE_MS_MAX = 10_000;

const credentials = ({ username, password }: URL): object =>
  username === ""
    ? {}
    : {
        auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
        // Never a password in the clear: a server that does not offer TLS is not logged in to.
        requireTLS: true,
      };

const transportOf = ({ url: text }: MailServer) => {
  const url = new URL(text);
  const isSecure = url.protocol === "smtps:";
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: CONNECT_MS_MAX,
    socketTimeout: SILENCE_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...credentials(url),
  });
};

/**
 * Sends a plain-text mail. Its Message-ID is the delivery's: a mail sent twice is one mail to whoever reads it.
 *
 * @throws what the conversation with the mail server came to.
 */
export const sendMail = async (
  server: MailServer,
  to: readonly string[],
  { notice, text, deliveryId, now }: Outgoing,
): Promise<void> => {
  const transport = transportOf(server);
  try {
    await transport.sendMail({
      from: server.from,
      to: [...to],
      subject: `[Tokenledger] ${notice.title}`,
      text: `${text}\n`,
      date: now,
      messageId: `<${deliveryId}@tokenledger>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } finally {
    transport.close();
  }
};
