import type { CollectedRecord } from "@tokenledger/usage";
import { nameOfPoint, type Crash, type CrashPoint, type SweepResult } from "./crash-point.ts";
import {
  findFaults,
  flushTheRest,
  makeTraffic,
  collected,
  openReader,
  type SweepRig,
} from "./sweep-rig.ts";
import { Victim } from "./victim.ts";
import { WireCrash } from "./wire-crash.ts";

/** What had happened to the entries before the victim got them. */
export const deliveries = ["first", "read before", "committed before"] as const;
export type Delivery = (typeof deliveries)[number];

const ENTRIES = 3;
const RECORDS_PER_ENTRY = 4;
const WORK_MS_MAX = 15_000;
const POLL_MS = 20;
/** Stands in every body, and nowhere else. */
const BODY_TEXT = '"eventIds"';
const FLUSHING = { FLUSH_WAIT_MS: "1000", FLUSH_CLAIM_IDLE_MS: "20", FLUSH_CONSUMER: "victim" };

/** Puts entries on the stream; where it is a redelivery, somebody has read them, or committed them too, and is gone. */
const deliver = async (
  rig: SweepRig,
  records: readonly CollectedRecord[],
  delivery: Delivery,
): Promise<void> => {
  for (let from = 0; from < records.length; from += RECORDS_PER_ENTRY) {
    await rig.buffer.append(records.slice(from, from + RECORDS_PER_ENTRY));
  }
  if (delivery === "first") return;
  await using gone = openReader(rig, "gone");
  const entries = await gone.read(1_000, 1_000);
  if (delivery === "committed before") {
    await rig.ledger.usage.commit(entries.flatMap((entry) => entry.records));
  }
};

const untilDrained = async (rig: SweepRig): Promise<void> => {
  const deadlineMs = performance.now() + WORK_MS_MAX;
  while ((await rig.buffer.backlog()).entryCount > 0) {
    if (performance.now() > deadlineMs) throw new Error("the victim neither works nor dies");
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

const crashAtStep = async (rig: SweepRig, step: string): Promise<Crash> => {
  await using victim = new Victim(rig, "flusher", { ...FLUSHING, TOKENLEDGER_CRASH_AT: step });
  await victim.start();
  await victim.ended;
  return { crashedOn: "up" };
};

const crashAtMessage = async (
  rig: SweepRig,
  { isDelivered, number }: Extract<CrashPoint, { kind: "message" }>,
  execArgv: readonly string[],
): Promise<Crash> => {
  await using victim = new Victim(rig, "flusher", FLUSHING, execArgv);
  const crash = new WireCrash({
    links: [rig.redisLink, rig.postgresLink],
    from: BODY_TEXT,
    number,
    isDelivered,
    onCrash: () => victim.kill(),
  });
  await victim.start();
  await Promise.race([victim.ended, untilDrained(rig)]);
  if (crash.crashedOn !== null) await victim.ended;
  crash.end();
  return crash;
};

/**
 * Kills a flusher at one point of its work on a few entries, lets another finish, and looks for what is wrong.
 *
 * @param execArgv options of Node for the victim: how a mutant is loaded.
 */
export const sweepFlusherAt = async (
  rig: SweepRig,
  point: CrashPoint,
  delivery: Delivery,
  execArgv: readonly string[] = [],
): Promise<SweepResult> => {
  const records = collected(rig, makeTraffic(ENTRIES * RECORDS_PER_ENTRY));
  await deliver(rig, records, delivery);
  const { crashedOn } =
    point.kind === "step"
      ? await crashAtStep(rig, point.step)
      : await crashAtMessage(rig, point, execArgv);
  await flushTheRest(rig);
  return {
    name: `flusher ${nameOfPoint(point)}, ${delivery}`,
    crashedOn,
    faults: await findFaults(rig, records),
  };
};
