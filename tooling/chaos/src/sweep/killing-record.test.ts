import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeShadowRooms } from "../mutants/shadow-rooms.ts";
import {
  collected,
  flushTheRest,
  makeTraffic,
  openReader,
  startSweepRig,
  type SweepRig,
} from "./sweep-rig.ts";
import { Victim } from "./victim.ts";

/** The code as it stands, but for one name at which the process is killed. */
const KILLER = `--- a/packages/ledger/src/commit/commit-batch.ts
+++ b/packages/ledger/src/commit/commit-batch.ts
@@
   const names = new Set(records.flatMap(({ user }) => (user === null ? [] : [user])));
+  if (names.has("the killer")) process.kill(process.pid, "SIGKILL");
   const ids = await userIds.resolve(names);
`;
/** More than an entry may be handed out before it is suspected. */
const DELIVERIES = 6;
const LIVES_MAX = 8;
const LOOK_MS = 20;
const FLUSHING = { FLUSH_WAIT_MS: "50", FLUSH_CLAIM_IDLE_MS: "100" };

let folder: string;
let rig: SweepRig;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tokenledger-killer-"));
  rig = await startSweepRig(folder);
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const isDrained = async (): Promise<boolean> => (await rig.buffer.backlog()).entryCount === 0;

/** Starts a flusher, and waits until it has flushed everything, or has ended. @returns whether it lived. */
const liveOnce = async (execArgv: readonly string[]): Promise<boolean> => {
  await using victim = new Victim(rig, "flusher", FLUSHING, execArgv);
  await victim.start();
  const ended = victim.ended.then(() => "ended" as const);
  let now: "ended" | "drained" | "working" = "working";
  while (now === "working") {
    const looked = delay(LOOK_MS).then(async () => ((await isDrained()) ? "drained" : "working"));
    now = await Promise.race([ended, looked]);
  }
  return now === "drained";
};

test("a record that kills every flusher that commits it is put aside, and everything else is counted", async () => {
  const killer = makeRecord({ user: "the killer" });
  const beside = makeTraffic(3);
  const [killing = [], others = []] = [[...beside, killer], makeTraffic(5)].map((records) =>
    collected(rig, records),
  );
  await rig.buffer.append(killing);
  for (let delivery = 0; delivery < DELIVERIES; delivery += 1) {
    await using gone = openReader(rig, "gone");
    await gone.read(1_000, 1_000);
  }
  await rig.buffer.append(others);
  const execArgv = makeShadowRooms(KILLER, path.join(folder, "shadow"));
  let lives = 1;
  while (!(await liveOnce(execArgv))) {
    lives += 1;
    expect(lives).toBeLessThanOrEqual(LIVES_MAX);
  }
  expect(lives).toBe(5);
  const letters = await rig.ledger.deadLetters.list({ countMax: 9 });
  expect(letters).toMatchObject([{ eventId: killer.eventId, reason: "ends_reader" }]);
  const good = [...killing, ...others].filter(({ eventId }) => eventId !== killer.eventId);
  expect(await rig.ledger.usage.commit(good)).toMatchObject({
    claimedCount: 0,
    deadLetterCount: 0,
  });
  await flushTheRest(rig);
  expect(await rig.ledger.checkInvariants()).toEqual([]);
});
