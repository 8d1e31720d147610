import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { text } from "node:stream/consumers";
import { portOf } from "./canary.ts";

/** One call that a receiver had. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a receiver answers; a status alone has an empty body. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const single = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** A real HTTP receiver that keeps what it was sent. */
export class Receiver {
  readonly received: Received[] = [];
  /** Null: keep the caller waiting. */
  answer: ReceiverAnswer | null = { status: 200 };
  readonly #server = createServer((request, response) => void this.#take(request, response));

  static async listen(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    return receiver;
  }

  /** `127.0.0.1:port`, as an allow-list names it. */
  get place(): string {
    return `127.0.0.1:${portOf(this.#server)}`;
  }

  get url(): string {
    return `http://${this.place}/hook`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.received.push({ path: request.url ?? "", headers: single(request.headers), body });
    if (this.answer === null) return;
    response.writeHead(this.answer.status, this.answer.headers).end(this.answer.body);
  }
}
