import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** The server's side of collect, as far as its senders can see: what came, under which key. */
export interface StubDoor extends AsyncDisposable {
  readonly url: string;
  /** The ids that came under each key. Once accepted, an id is a duplicate. */
  readonly kept: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many records each call carried. */
  readonly callSizes: readonly number[];
}

export interface StubDoorOptions {
  /** Keys that open it; all by default. */
  readonly keys?: ReadonlySet<string>;
  /** Statuses of the first calls. */
  readonly failures?: number[];
}

const Body = z.object({ records: z.array(z.looseObject({ eventId: z.string() })) });

const refusal = (reason: string): string =>
  JSON.stringify({ error: { message: reason, code: 0, data: { reason, retryAfterMs: 1 } } });

const keyOf = (request: IncomingMessage): string =>
  request.headers.authorization?.replace("Bearer ", "") ?? "";

class Records {
  readonly kept = new Map<string, Set<string>>();
  readonly callSizes: number[] = [];

  take(key: string, { records }: z.output<typeof Body>): object[] {
    this.callSizes.push(records.length);
    const known = this.kept.get(key) ?? new Set<string>();
    this.kept.set(key, known);
    return records.map(({ eventId, model, requestModel }) => {
      if (model === undefined && requestModel === undefined) {
        return { status: "rejected", code: "invalid", message: "requestModel: missing" };
      }
      const status = known.has(eventId) ? "duplicate" : "accepted";
      known.add(eventId);
      return { status };
    });
  }
}

/** Starts a double of the collect door: keys, duplicates, refusals of records without a model, failures on demand. */
export const startStubDoor = async (options: StubDoorOptions = {}): Promise<StubDoor> => {
  const taken = new Records();
  const failures = [...(options.failures ?? [])];
  const answer = (key: string, bodyText: string): readonly [number, string] => {
    if (options.keys?.has(key) === false) {
      return [401, refusal("KEY_INVALID")];
    }
    const failure = failures.shift();
    if (failure !== undefined) {
      return [failure, refusal("BUSY")];
    }
    const body = Body.parse(JSON.parse(bodyText));
    if (body.records.length === 0) {
      return [400, refusal("INVALID_INPUT")];
    }
    const data = { results: taken.take(key, body), serverTimeMs: Date.now() };
    return [200, JSON.stringify({ result: { data } })];
  };
  const server = createServer((request, response) => {
    const reply = async (): Promise<void> => {
      const [status, sent] = answer(keyOf(request), await text(request));
      response.writeHead(status, { "content-type": "application/json" }).end(sent);
    };
    void reply();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    kept: taken.kept,
    callSizes: taken.callSizes,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
