import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import {
  CollectCounters,
  Collector,
  DisabledUsers,
  KeyVerifier,
  mintAccessKey,
} from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";
import {
  UnauthenticatedError,
  type AccessKeyScope,
  type AppendStatus,
  type UsageBuffer,
} from "@tokenledger/usage";
import { z } from "zod";

const PEPPER = "a pepper of thirty-two characters";
const Body = z.object({ records: z.array(z.unknown()) });

/** The collect door as senders see it, with nothing between it and the ledger: what is accepted is committed when it is answered. */
export interface LedgerDoor extends AsyncDisposable {
  readonly url: string;
  /** How many records each call carried. */
  readonly callSizes: readonly number[];
  /** Statuses of the next calls, which take nothing. */
  readonly failures: number[];
  createKey(
    scopes: readonly AccessKeyScope[],
  ): Promise<{ readonly id: string; readonly token: string }>;
}

const committing = (ledger: Ledger): Pick<UsageBuffer, "append"> => {
  const kept = new Set<string>();
  return {
    append: async (records) => {
      await ledger.usage.commit(records);
      return records.map(({ accessKeyId, eventId }): AppendStatus => {
        const identity = `${accessKeyId} ${eventId}`;
        const isKnown = kept.has(identity);
        kept.add(identity);
        return isKnown ? "duplicate" : "accepted";
      });
    },
  };
};

type Answer = readonly [status: number, json: object];

const refusal = (error: unknown): Answer => {
  const isUnknown = error instanceof UnauthenticatedError;
  const data = { reason: isUnknown ? error.code : "INTERNAL" };
  return [isUnknown ? 401 : 500, { error: { message: String(error), data } }];
};

const busy = (status: number): Answer => [
  status,
  { error: { message: "busy", data: { reason: "BUSY", retryAfterMs: 1 } } },
];

const serve = async (
  answer: (token: string, body: string) => Promise<Answer>,
): Promise<readonly [Server, string]> => {
  const server = createServer((request, response) => {
    const reply = async (): Promise<void> => {
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      const [status, json] = await answer(token, await text(request));
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(json));
    };
    void reply();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return [server, `http://127.0.0.1:${port}`];
};

/** Opens the door before a ledger: real keys, real judgement, real commits. */
export const openLedgerDoor = async (ledger: Ledger): Promise<LedgerDoor> => {
  const clock = Date.now;
  const directory = ledger.collectDirectory;
  const keys = new KeyVerifier({ directory, pepper: PEPPER, clock });
  const counters = new CollectCounters();
  const disabledUsers = new DisabledUsers({ directory, clock });
  const collector = new Collector({ buffer: committing(ledger), counters, clock, disabledUsers });
  const callSizes: number[] = [];
  const failures: number[] = [];
  const take = async (token: string, body: string): Promise<Answer> => {
    const key = await keys.verify(token);
    const { records } = Body.parse(JSON.parse(body));
    callSizes.push(records.length);
    return [200, { result: { data: { results: await collector.collect(records, key) } } }];
  };
  const [server, url] = await serve(async (token, body) => {
    const failure = failures.shift();
    return failure === undefined ? take(token, body).catch(refusal) : busy(failure);
  });
  return {
    url,
    callSizes,
    failures,
    createKey: async (scopes) => {
      const { token, ...key } = mintAccessKey({ env: "test", pepper: PEPPER });
      const named = { ...key, name: "import", scopes, expiresAt: null };
      const made = await ledger.adminDirectory.createAccessKey(named);
      return { id: made.id, token };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
