import { freePort } from "@tokenledger/services";
import type { UsageRecord } from "@tokenledger/usage";
import { collectBatch } from "../checks/collect-batch.ts";
import { nameOfPoint, type Crash, type CrashPoint, type SweepResult } from "./crash-point.ts";
import { collected, findFaults, flushTheRest, makeTraffic, type SweepRig } from "./sweep-rig.ts";
import { Victim } from "./victim.ts";
import { WireCrash } from "./wire-crash.ts";

/** Which store takes the call: Redis, or PostgreSQL because the server cannot reach Redis. */
export const collectWays = ["through Redis", "past Redis"] as const;
export type CollectWay = (typeof collectWays)[number];

const RECORDS = 5;
const CALL_MS_MAX = 10_000;

/** @returns whether all of it was answered for. */
const collect = async (
  rig: SweepRig,
  port: number,
  records: readonly UsageRecord[],
): Promise<boolean> =>
  collectBatch(`http://127.0.0.1:${port}`, rig.key.token, records, CALL_MS_MAX);

const crashServer = async (
  rig: SweepRig,
  { isDelivered, number }: Extract<CrashPoint, { kind: "message" }>,
  way: CollectWay,
  records: readonly UsageRecord[],
): Promise<Crash> => {
  const port = await freePort();
  const settings = { PORT: String(port), TOKENLEDGER_KEY_PEPPER: rig.pepper };
  await using victim = new Victim(rig, "server", settings);
  await victim.start();
  if (way === "past Redis") rig.redisLink.inject("cut");
  const crash = new WireCrash({
    links: way === "past Redis" ? [rig.postgresLink] : [rig.redisLink, rig.postgresLink],
    from: null,
    number,
    isDelivered,
    onCrash: () => victim.kill(),
  });
  const isAnswered = await collect(rig, port, records);
  if (crash.crashedOn !== null) await victim.ended;
  else if (!isAnswered) throw new Error("the server neither answers nor dies");
  crash.end();
  rig.redisLink.heal();
  return crash;
};

/**
 * Kills a server at one message of its work on a call, sends the same call to another, flushes, and looks for what is wrong.
 *
 * @param heirPort of a server that nobody kills.
 */
export const sweepServerAt = async (
  rig: SweepRig,
  heirPort: number,
  point: Extract<CrashPoint, { kind: "message" }>,
  way: CollectWay,
): Promise<SweepResult> => {
  const records = makeTraffic(RECORDS);
  const { crashedOn } = await crashServer(rig, point, way, records);
  if (!(await collect(rig, heirPort, records))) throw new Error("the other server refuses");
  await flushTheRest(rig);
  return {
    name: `server ${nameOfPoint(point)}, ${way}`,
    crashedOn,
    faults: await findFaults(rig, collected(rig, records)),
  };
};
