import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { portOf } from "./canary.ts";

/** One mail that came in by SMTP. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as sent. */
  readonly source: string;
}

/** A real SMTP server that takes every mail for every recipient but `nobody@…`. */
export class MailSink {
  readonly mails: TakenMail[] = [];
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onRcptTo: ({ address }, _session, done) => {
      done(address.startsWith("nobody@") ? new Error("550 no such person") : null);
    },
    onData: (stream, session, done) => void this.#take(stream, session, done),
  });

  static async listen(): Promise<MailSink> {
    const sink = new MailSink();
    sink.#server.listen(0, "127.0.0.1");
    await once(sink.#server.server, "listening");
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${portOf(this.#server.server)}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  async #take(stream: Readable, session: SMTPServerSession, done: () => void): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const source = await text(stream);
    const from = mailFrom === false ? "" : mailFrom.address;
    this.mails.push({ from, to: rcptTo.map(({ address }) => address), source });
    done();
  }
}
