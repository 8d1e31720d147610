import { describe, expect, test, vi } from "vitest";
import {
  startCollectServer,
  type CollectReply,
  type CollectServer,
} from "../testing/collect-server.ts";
import { Tokenledger } from "../tokenledger.ts";
import type { TokenledgerOptions } from "../tokenledger-options.ts";

interface Situation {
  readonly server: CollectServer;
  readonly ledger: Tokenledger;
}

/** A client whose server answers its first call so, and takes the records after that. */
const withFirstReply = async (
  reply: CollectReply,
  check: (situation: Situation) => Promise<void>,
  options: TokenledgerOptions = {},
): Promise<void> => {
  const server = await startCollectServer();
  server.script = (call) => (call.number === 1 ? reply : null);
  const ledger = new Tokenledger({
    url: server.url,
    accessKey: "k",
    spool: false,
    ...options,
    onTrouble: () => undefined,
  });
  ledger.record({ usage: { input_tokens: 1 } });
  ledger.record({ usage: { input_tokens: 2 } });
  try {
    await check({ server, ledger });
  } finally {
    await ledger.close({ timeoutMs: 0 });
    await server.close();
  }
};

const expectOnce = ({ server, ledger }: Situation): void => {
  expect([...server.records.values()].map((record) => record.usage)).toEqual([
    { input_tokens: 1 },
    { input_tokens: 2 },
  ]);
  expect(ledger.health()).toMatchObject({
    recordedCount: 2,
    waitingCount: 0,
    rejectedCount: 0,
    droppedCount: 0,
    trouble: null,
  });
};

const AWAY = [
  202, 204, 206, 408, 409, 423, 425, 429, 500, 501, 502, 503, 504, 507, 508, 511, 520, 522, 529,
  599,
];
// Not 407 and 421: `fetch` itself makes an error of the one and asks again after the other.
const HELD = [
  301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 410, 411, 412, 415, 418, 422,
  426, 428, 431, 451,
];

describe.each([
  ["away", AWAY],
  ["held", HELD],
] as const)("%s", (state, statuses) => {
  test.concurrent.each(statuses)("after %i the same records arrive once", async (status) => {
    await withFirstReply({ status }, async (situation) => {
      // In one breath: a back-off of our own may be as short as 50 ms.
      const after = await situation.ledger
        .flush()
        .then((flushed) => ({ flushed, ...situation.ledger.health() }));
      expect(after).toMatchObject({ flushed: false, state, waitingCount: 2 });
      await expect(situation.ledger.flush()).resolves.toBe(true);
      expectOnce(situation);
      const [first, second] = situation.server.calls;
      expect(second?.records).toEqual(first?.records);
    });
  });
});

test.concurrent.each([408, 425, 429, 500, 502, 503, 504, 529])(
  "after %i with Retry-After nobody asks before the time, and then the records arrive once",
  async (status) => {
    await withFirstReply({ status, headers: { "retry-after": "1" } }, async (situation) => {
      await expect(situation.ledger.flush()).resolves.toBe(false);
      await situation.ledger.flush();
      await vi.waitFor(() => expect(situation.server.calls.length).toBe(2), { timeout: 10_000 });
      const [first, second] = situation.server.calls;
      // The timer may fire a millisecond early against this clock.
      expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(990);
      await situation.ledger.flush();
      expectOnce(situation);
    });
  },
);

test.concurrent("a probe is sent by itself while the key is refused", async () => {
  await withFirstReply(
    { status: 401 },
    async (situation) => {
      await situation.ledger.flush();
      await vi.waitFor(() => expect(situation.ledger.health().acceptedCount).toBe(2), {
        timeout: 10_000,
      });
      expectOnce(situation);
    },
    { probeMs: 50 },
  );
});

test.concurrent("a connection broken before the records were taken loses nothing", async () => {
  await withFirstReply({ reset: "before" }, async (situation) => {
    await expect(situation.ledger.flush()).resolves.toBe(false);
    await expect(situation.ledger.flush()).resolves.toBe(true);
    expectOnce(situation);
    expect(situation.server.duplicateCount).toBe(0);
  });
});

test.concurrent("a connection broken after the records were taken counts nothing twice", async () => {
  await withFirstReply({ reset: "during" }, async (situation) => {
    await expect(situation.ledger.flush()).resolves.toBe(false);
    await expect(situation.ledger.flush()).resolves.toBe(true);
    expectOnce(situation);
    expect(situation.server.duplicateCount).toBe(2);
    expect(situation.ledger.health().duplicateCount).toBe(2);
  });
});

test.concurrent("a server that never answers is given up and asked again", async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  const server = await startCollectServer();
  server.beforeAnswer = (call) => (call.number === 1 ? promise : null);
  const ledger = new Tokenledger({
    url: server.url,
    accessKey: "k",
    spool: false,
    requestMsMax: 500,
  });
  ledger.record({ usage: { input_tokens: 1 } });
  await expect(ledger.flush()).resolves.toBe(false);
  expect(ledger.health().trouble).toBe("TimeoutError");
  await vi.waitFor(async () => expect(await ledger.flush()).toBe(true), { timeout: 10_000 });
  resolve(null);
  await ledger.close();
  await server.close();
  expect(server.records.size).toBe(1);
});

test.concurrent("a body too large is halved, down to what the server takes", async () => {
  const server = await startCollectServer();
  server.script = (call) => (call.byteCount > 2_000 ? { status: 413 } : null);
  const rejections: string[] = [];
  const ledger = new Tokenledger({
    url: server.url,
    accessKey: "k",
    spool: false,
    onReject: ({ code }) => rejections.push(code),
  });
  for (let index = 0; index < 50; index += 1) {
    ledger.record({ usage: { input_tokens: index } });
  }
  ledger.record({ usage: { padding: "x".repeat(2_000) } });
  await expect(ledger.flush()).resolves.toBe(true);
  expect(server.records.size).toBe(50);
  expect(rejections).toEqual(["too_large"]);
  await ledger.close();
  await server.close();
});

test.concurrent("nobody listening is waited for, and found again", async () => {
  const gone = await startCollectServer();
  await gone.close();
  const ledger = new Tokenledger({ url: gone.url, accessKey: "k", spool: false });
  ledger.record({ usage: { input_tokens: 1 } });
  await expect(ledger.flush()).resolves.toBe(false);
  expect(ledger.health()).toMatchObject({ state: "away", trouble: "ECONNREFUSED" });
  const back = await startCollectServer(Number(new URL(gone.url).port));
  await vi.waitFor(() => expect(back.records.size).toBe(1), { timeout: 10_000 });
  await ledger.close();
  await back.close();
});
