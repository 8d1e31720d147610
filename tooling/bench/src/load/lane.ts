import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { AnswerReader, type HttpAnswer } from "./answer-reader.ts";
import type { CallBytes } from "./call-bytes.ts";

const OK = 200;
const UNAVAILABLE = 503;
const RETRY_MS = 50;
const SAID_LENGTH_MAX = 200;

/** What came of a call. */
export interface CallOutcome {
  readonly isKept: boolean;
  /** How often it had to be sent again. */
  readonly retryCount: number;
  readonly eventId: string;
}

/** One keep-alive connection with one call at a time on it, by several callers in turn. */
export class Lane {
  readonly #socket: Socket;
  readonly #callers: readonly CallBytes[];
  readonly #reader = new AnswerReader();
  #callCount = 0;
  #answer: ((answer: HttpAnswer) => void) | undefined;

  private constructor(socket: Socket, callers: readonly CallBytes[]) {
    this.#socket = socket;
    this.#callers = callers;
    socket.on("data", (chunk) => {
      const answer = this.#reader.push(chunk);
      if (answer !== undefined) this.#answer?.(answer);
    });
  }

  static async open(port: number, callers: readonly CallBytes[]): Promise<Lane> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new Lane(socket, callers);
  }

  /**
   * Makes the next call. A server that cannot take it now is asked again with the same bytes, as the SDK would.
   * What else it answers than that all was kept is told on stderr: figures of refusals are no figures.
   */
  async call(): Promise<CallOutcome> {
    const caller = this.#callers[this.#callCount % this.#callers.length];
    this.#callCount += 1;
    if (caller === undefined) throw new Error("A lane needs a caller.");
    const bytes = caller.next();
    let retryCount = 0;
    let answer = await this.#send(bytes);
    for (; answer.status === UNAVAILABLE; retryCount += 1) {
      await delay(RETRY_MS);
      answer = await this.#send(bytes);
    }
    const isKept = answer.status === OK && !answer.body.includes('"rejected"');
    if (!isKept) {
      process.stderr.write(`${answer.status} ${answer.body.slice(0, SAID_LENGTH_MAX)}\n`);
    }
    return { isKept, retryCount, eventId: caller.lastEventId };
  }

  close(): void {
    this.#socket.destroy();
  }

  async #send(bytes: Buffer): Promise<HttpAnswer> {
    const answered = new Promise<HttpAnswer>((resolve) => {
      this.#answer = resolve;
    });
    this.#socket.write(bytes);
    return answered;
  }
}
