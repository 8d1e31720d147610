import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { eventTimeMs, UsageRecord } from "@tokenledger/usage";
import { z } from "zod";

/** How one call is answered; null: by taking the records, as the server does. */
export interface CollectReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The connection is broken instead: before the answer, or in the middle of it (after the records were taken). */
  readonly reset?: "before" | "during";
}

/** Decides the answer to a call; null: take the records. */
export type CollectScript = (call: CollectedCall) => CollectReply | null;

/** One collect call as it came. */
export interface CollectedCall {
  /** 1 for the first call. */
  readonly number: number;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly records: readonly unknown[];
  readonly byteCount: number;
  /** When it came, by the process' own clock. */
  readonly atMs: number;
}

/** A server that collects as the real one: each id once, each record answered for itself. */
export interface CollectServer {
  readonly url: string;
  readonly calls: readonly CollectedCall[];
  /** What was taken, by event id, in the order taken. */
  readonly records: ReadonlyMap<string, UsageRecord>;
  /** Ids taken more than once. */
  readonly duplicateCount: number;
  /** Answers from now on. */
  script: CollectScript;
  /** Awaited before a call is answered. */
  beforeAnswer: (call: CollectedCall) => Promise<unknown> | null;
  /** The server's clock. */
  clock: () => number;
  /** Why a record is refused for its time; null: it is not. */
  judge: (occurTimeMs: number) => string | null;
  close(): Promise<void>;
}

const Body = z.object({ records: z.array(z.unknown()) });

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(z.instanceof(Buffer).parse(chunk));
  }
  return Buffer.concat(chunks).toString("utf8");
};

class FakeCollect {
  readonly calls: CollectedCall[] = [];
  readonly records = new Map<string, UsageRecord>();
  duplicateCount = 0;
  script: CollectScript = () => null;
  beforeAnswer: CollectServer["beforeAnswer"] = () => null;
  clock: () => number = Date.now;
  judge: CollectServer["judge"] = () => null;

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request);
    const { records } = Body.parse(JSON.parse(text));
    const call = {
      number: this.calls.length + 1,
      path: request.url ?? "",
      authorization: request.headers.authorization,
      records,
      byteCount: Buffer.byteLength(text),
      atMs: performance.now(),
    };
    this.calls.push(call);
    await this.beforeAnswer(call);
    const reply = this.script(call);
    if (reply?.reset === "before") {
      request.socket.destroy();
      return;
    }
    response.setHeader("date", new Date(this.clock()).toUTCString());
    if (reply === null) {
      response.writeHead(200, { "content-type": "application/json" }).end(this.#take(records));
    } else if (reply.reset === "during") {
      response.write(this.#take(records).slice(0, 10), () => request.socket.destroy());
    } else {
      const headers = { "content-type": "application/json", ...reply.headers };
      response.writeHead(reply.status ?? 200, headers).end(reply.body ?? "");
    }
  }

  #take(records: readonly unknown[]): string {
    const results = records.map((value) => this.#takeOne(value));
    return JSON.stringify({ result: { data: { results, serverTimeMs: this.clock() } } });
  }

  #takeOne(value: unknown): object {
    const parsed = UsageRecord.safeParse(value);
    if (!parsed.success) {
      return { status: "rejected", code: "invalid", message: z.prettifyError(parsed.error) };
    }
    const refusal = this.judge(eventTimeMs(parsed.data.eventId));
    if (refusal !== null) {
      return { status: "rejected", code: refusal, message: "eventId: its time is wrong" };
    }
    if (this.records.has(parsed.data.eventId)) {
      this.duplicateCount += 1;
      return { status: "duplicate" };
    }
    this.records.set(parsed.data.eventId, parsed.data);
    return { status: "accepted" };
  }
}

/** Starts it on a free port of the loopback. */
export const startCollectServer = async (port = 0): Promise<CollectServer> => {
  const fake = new FakeCollect();
  const server = createServer((request, response) => {
    fake.answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = z.object({ port: z.number() }).parse(server.address());
  return Object.assign(fake, {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
};
