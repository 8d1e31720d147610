import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import type { DropEpisode } from "./balance-sheet.ts";
import { scriptPath, startLedgerRig, type LedgerRig } from "./testing/ledger-rig.ts";
import type { Trouble } from "./tokenledger-options.ts";

const usage = { input_tokens: 3, output_tokens: 5 };

const broken = (): never => {
  throw new Error("mine");
};
const late = (): Promise<never> => Promise.reject(new Error("mine"));

let rig: LedgerRig;

beforeEach(async () => {
  rig = await startLedgerRig();
});
afterEach(async () => {
  await rig.close();
});

test("memory alone is bounded: the newest are dropped, counted, and told once an episode", async () => {
  const episodes: DropEpisode[] = [];
  const options = {
    spool: false,
    memoryCountMax: 3,
    onDrop: (episode: DropEpisode) => episodes.push(episode),
  } as const;
  const ledger = rig.client(options);
  rig.server.script = () => ({ status: 503 });
  for (let user = 1; user <= 6; user += 1) {
    ledger.record({ usage, user: `u_${user}` });
  }
  expect(episodes).toEqual([{ reason: "memory_full", droppedCount: 1 }]);
  rig.server.script = () => null;
  await ledger.flush();
  await ledger.flush();
  expect([...rig.server.records.values()].map((record) => record.user)).toEqual([
    "u_1",
    "u_2",
    "u_3",
  ]);
  [1, 2, 3, 4].forEach(() => ledger.record({ usage }));
  expect(episodes.map((episode) => episode.droppedCount)).toEqual([1, 4]);
  expect(ledger.health()).toMatchObject({ recordedCount: 10, droppedCount: 4 });
});

test("the spool is bounded too", () => {
  const episodes: DropEpisode[] = [];
  const ledger = rig.client({
    spool: { directory: rig.directory, bytesMax: 1_000 },
    onDrop: (episode) => episodes.push(episode),
  });
  for (let index = 0; index < 50; index += 1) {
    ledger.record({ usage });
  }
  expect(ledger.health().spoolBytes).toBeLessThanOrEqual(1_200);
  expect(episodes).toMatchObject([{ reason: "spool_full" }]);
});

test("a full disk costs nothing but the promise to survive: records go on in memory", async () => {
  const child = spawnSync(
    "bash",
    [
      "-c",
      `ulimit -f 20; exec "$0" "$@"`,
      process.execPath,
      scriptPath("write-limited.ts"),
      rig.directory,
    ],
    { encoding: "utf8" },
  );
  expect(child.signal).toBe("SIGKILL");
  const health = z.looseObject({ spoolBytes: z.number() }).parse(JSON.parse(child.stdout));
  expect(health).toMatchObject({ recordedCount: 1_000, waitingCount: 1_000, spool: "degraded" });
  // What was on disk when it was killed is whole, and no byte of it torn.
  const ledger = rig.client({ url: "http://127.0.0.1:9" });
  await expect.poll(() => ledger.health().adoptedCount, { timeout: 10_000 }).toBeGreaterThan(50);
  expect(ledger.health()).toMatchObject({ spoolBytes: health.spoolBytes, damagedLineCount: 0 });
});

test("a serverless platform is given the delivery, once for what is recorded together", async () => {
  const handed: Promise<unknown>[] = [];
  const ledger = rig.client({ spool: false, waitUntil: (delivery) => handed.push(delivery) });
  ledger.record({ usage });
  ledger.record({ usage });
  expect(handed.length).toBe(1);
  await Promise.all(handed);
  expect(rig.server.records.size).toBe(2);
  ledger.record({ usage });
  expect(handed.length).toBe(2);
  await Promise.all(handed);
});

test("functions of the application that are async and fail do not end the process", async () => {
  const unhandled = vi.fn<(error: unknown) => void>();
  process.on("unhandledRejection", unhandled);
  const troubles: Trouble[] = [];
  // As a caller without types hands them over.
  const names = ["onDrop", "onReject", "waitUntil", "resolve"];
  const callbacks = Object.fromEntries(names.map((name) => [name, late]));
  const onTrouble = (trouble: Trouble): Promise<never> => {
    troubles.push(trouble);
    return late();
  };
  const ledger = rig.client({
    spool: false,
    memoryCountMax: 1,
    ...callbacks,
    ...Object.fromEntries([["onTrouble", onTrouble]]),
  });
  ledger.record({ usage: { bad: 1n } });
  ledger.record({ usage });
  ledger.record({ usage });
  const request = {
    url: "https://api.anthropic.com/v1/messages",
    method: "POST",
    headers: new Headers(),
  };
  await ledger.middleware()(request, () => Promise.resolve(new Response("{}")));
  await ledger.flush();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  expect(troubles.map((trouble) => trouble.code).toSorted()).toEqual([
    "callback",
    "callback",
    "callback",
    "capture",
  ]);
});

test("functions of the application that throw harm nobody", async () => {
  const troubles: Trouble[] = [];
  const ledger = rig.client({
    spool: false,
    memoryCountMax: 1,
    onDrop: broken,
    onReject: broken,
    waitUntil: broken,
    onTrouble: (trouble) => {
      troubles.push(trouble);
      broken();
    },
  });
  ledger.record({ usage: { bad: 1n } });
  ledger.record({ usage });
  ledger.record({ usage });
  await ledger.flush();
  expect(rig.server.records.size).toBe(1);
  expect(new Set(troubles.map((trouble) => trouble.code))).toEqual(new Set(["callback"]));
});
