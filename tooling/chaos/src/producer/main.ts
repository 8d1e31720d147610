import { setTimeout as delay } from "node:timers/promises";
import { Tokenledger } from "@tokenledger/sdk";
import { seededRandom } from "../faults/seeded-random.ts";
import { readConfig } from "./config.ts";
import { FINISH, type ProducerMessage } from "./messages.ts";
import { TrafficSource } from "./traffic.ts";
import { TruthLog } from "./truth-log.ts";

const TICK_MS = 20;
const SHEET_MS = 500;
const SETTLED_MS = 300;

const config = readConfig();
const truth = new TruthLog(config.TRUTH_FILE);
const traffic = new TrafficSource(seededRandom(config.SEED, config.LIFE), config.LIFE);
const ledger = new Tokenledger({ flushMsMax: 50, requestMsMax: 2_000, probeMs: 1_000 });

const say = (message: ProducerMessage): void => {
  if (process.connected) process.send?.(message);
};

const saySheet = (isLast: boolean): void => {
  say({ type: "sheet", isLast, sheet: ledger.health() });
};

const recordOne = (): void => {
  const { call, truth: line } = traffic.next();
  truth.around(line, () => ledger.record(call));
};

const perTick = (config.RECORDS_PER_SECOND * TICK_MS) / 1_000;
let due = 0;
const recording = setInterval(() => {
  for (due += perTick; due >= 1; due -= 1) recordOne();
}, TICK_MS);
const telling = setInterval(() => saySheet(false), SHEET_MS);

/** What dead processes left is taken over shortly after the start, so nothing waiting once is not yet the end. */
const deliverAll = async (): Promise<void> => {
  for (let quietMs = 0; quietMs < SETTLED_MS; quietMs += TICK_MS) {
    if (!(await ledger.flush()) || ledger.health().waitingCount > 0) quietMs = 0;
    await delay(TICK_MS);
  }
};

const finish = async (): Promise<void> => {
  clearInterval(recording);
  await deliverAll();
  clearInterval(telling);
  await ledger.close();
  saySheet(true);
  process.disconnect();
};

process.on("message", (message) => {
  if (message === FINISH) void finish();
});
process.once("disconnect", () => process.exit(0));
say({ type: "ready" });
