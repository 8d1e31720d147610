import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tokenledger } from "@tokenledger/sdk";
import {
  startOwnPostgres,
  startOwnRedis,
  type OwnPostgres,
  type OwnRedis,
} from "@tokenledger/services/testing";
import { makeEventId } from "@tokenledger/usage/testing";
import { expect, onTestFinished, test } from "vitest";
import { everyEventId } from "./system/every-detail.ts";
import { startSteadySender, type SteadySender } from "./system/steady-sender.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

interface Scene {
  readonly system: TestSystem;
  readonly redis: OwnRedis;
  readonly postgres: OwnPostgres;
  readonly sender: SteadySender;
}

/** Seven seconds alone on two cores; a busy machine starts processes far more slowly. */
const TEST_MS_MAX = 180_000;
const PROMISED_BETWEEN_KILLS = 200;

/** Waits until so many more records were promised: there is traffic, before and after each kill. */
const moreTraffic = async (sender: SteadySender): Promise<void> => {
  const wanted = sender.promised.size + PROMISED_BETWEEN_KILLS;
  await expect
    .poll(() => sender.promised.size, { timeout: 20_000, interval: 10 })
    .toBeGreaterThan(wanted);
};

/** Records through our SDK all the while, and remembers every id. */
const startRecording = (url: string, accessKey: string, directory: string) => {
  const recorded = new Set<string>();
  const troubles: string[] = [];
  const ledger = new Tokenledger({
    url,
    accessKey,
    spool: { directory },
    flushMsMax: 20,
    onTrouble: ({ message }) => troubles.push(message),
  });
  const timer = setInterval(() => {
    const eventId = makeEventId();
    recorded.add(eventId);
    ledger.record({ eventId, user: "u_42", usage: { input_tokens: 7, output_tokens: 3 } });
  }, 5);
  onTestFinished(() => {
    clearInterval(timer);
  });
  return {
    recorded,
    finish: async (): Promise<void> => {
      clearInterval(timer);
      await expect.poll(() => ledger.flush(), { timeout: 20_000 }).toBe(true);
      expect(ledger.health()).toMatchObject({ rejectedCount: 0, droppedCount: 0, waitingCount: 0 });
      await ledger.close();
    },
  };
};

type Victim = "server" | "flusher" | "redis" | "postgres";

/** Kills a part of the system; brings it back when records are promised again, or at once where none can be without it. */
const killAndRestart = async (
  victim: Victim,
  { system, redis, postgres, sender }: Scene,
): Promise<void> => {
  if (victim === "server" || victim === "flusher") {
    await system[victim].kill();
    await system[victim].start();
    return;
  }
  const store = victim === "redis" ? redis : postgres;
  await store.kill();
  // Redis away: collect goes straight to the ledger. PostgreSQL away: the buffer holds it.
  await moreTraffic(sender);
  await store.restart();
};

/** Everything in the ledger is exactly what was promised, nothing is on its way, and all sums agree. */
const expectAllCountedOnce = async (
  { system }: Scene,
  idsByKey: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> => {
  for (const [keyId, ids] of idsByKey) {
    expect((await everyEventId(system.admin, keyId)).toSorted()).toEqual([...ids].toSorted());
    const key = { type: "access_key", id: keyId } as const;
    expect((await system.buffer.counter(key, "month", 0)).pend.requests).toBe(0n);
  }
  const requests = [...idsByKey.values()].reduce((sum, ids) => sum + BigInt(ids.size), 0n);
  expect(await system.admin.admin.systemOverview.query(THIS_YEAR)).toMatchObject({
    requests,
    inputTokens: requests * 7n,
    outputTokens: requests * 3n,
  });
  expect(await system.ledger.checkInvariants()).toEqual([]);
};

/** Everything on stores of its own. Cleaned up whatever becomes of the test: its stores outlive the process that started them. */
const setScene = async () => {
  const [redis, postgres] = await Promise.all([startOwnRedis(), startOwnPostgres()]);
  onTestFinished(async () => {
    await Promise.all([redis.close(), postgres.close()]);
  });
  const system = await startSystem({ redis, postgres });
  onTestFinished(() => system[Symbol.asyncDispose]());
  const directory = mkdtempSync(join(tmpdir(), "tokenledger-spool-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const [key, sdkKey] = [await system.createKey("raw"), await system.createKey("sdk")];
  const sender = startSteadySender(system.url, key.token);
  const recording = startRecording(system.url, sdkKey.token, directory);
  return { system, redis, postgres, sender, recording, key, sdkKey };
};

test(
  "SIGKILL of server, flusher and both stores in the middle of traffic: every promised record is in the ledger, once",
  { timeout: TEST_MS_MAX },
  async () => {
    const scene = await setScene();
    const { system, sender, recording, key, sdkKey } = scene;

    for (const victim of ["server", "redis", "flusher", "postgres", "server", "redis"] as const) {
      await moreTraffic(sender);
      await killAndRestart(victim, scene);
    }
    await moreTraffic(sender);
    await sender.finish();
    await recording.finish();
    await system.drained();

    expect(sender.failureCount).toBeGreaterThan(0);
    await expectAllCountedOnce(
      scene,
      new Map([
        [key.id, sender.promised],
        [sdkKey.id, recording.recorded],
      ]),
    );
  },
);
