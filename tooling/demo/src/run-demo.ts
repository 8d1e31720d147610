import { startFakeAnthropic } from "@tokenledger/fake-anthropic";
import { services } from "./company/service.ts";
import type { DemoConfig } from "./config.ts";
import type { Door } from "./door/collect-batch.ts";
import { createKeyByCli, openDoors } from "./door/demo-keys.ts";
import {
  joinSent,
  readDemoState,
  wasSent,
  writeDemoState,
  type SentHistory,
} from "./door/demo-state.ts";
import { sendHistory } from "./door/send-history.ts";
import { DAY_MS } from "./history/calendar.ts";
import { history, type HistoryOptions } from "./history/history.ts";
import { startLiveTraffic } from "./live/live-traffic.ts";
import type { DemoOptions } from "./options.ts";
import { showProgress } from "./progress.ts";
import { startProduct, type FirstSetup, type RunningProduct } from "./start-product.ts";

const LATENCY_MS = 250;
const EVENT_GAP_MS = 15;
const ERROR_RATES = { 429: 0.01, 500: 0.002, 529: 0.012 } as const;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const count = (value: number): string => value.toLocaleString("en");

const sentBy = (options: HistoryOptions): SentHistory => ({
  seed: options.seed,
  callsPerDay: options.records / options.days,
  fromMs: (Math.floor(options.untilMs / DAY_MS) - options.days) * DAY_MS,
  untilMs: options.untilMs,
});

/** Sends the history and says what became of it. A second demo sends the same records again: they count once. @returns how many were accepted */
const fillHistory = async (
  options: HistoryOptions,
  dataDir: string,
  doors: ReadonlyMap<string, Door>,
  signal: AbortSignal,
): Promise<number> => {
  const now = sentBy(options);
  const before = readDemoState(dataDir).sent;
  let againCount = 0;
  function* counted() {
    for (const call of history(options)) {
      againCount += wasSent(before, now, call.timeMs) ? 1 : 0;
      yield call;
    }
  }
  say(`\n  Sending about ${count(options.records)} calls of the last ${options.days} days.`);
  const onProgress = showProgress(options.records, process.stdout);
  const total = await sendHistory(counted(), { doors, onProgress, signal });
  say(
    `\n  ${count(total.accepted)} accepted, ${count(total.duplicate)} known as duplicates at the door, ${count(total.rejected)} rejected.`,
  );
  for (const refusal of total.refusals) {
    say(`    ${refusal}`);
  }
  if (againCount > 0) {
    say(
      `  ${count(againCount)} of them were sent by an earlier demo: the ledger counts each once.`,
    );
  }
  if (!signal.aborted) {
    const state = readDemoState(dataDir);
    writeDemoState(dataDir, { ...state, sent: joinSent(state.sent, now) });
  }
  return total.accepted;
};

const runTraffic = async (
  doors: ReadonlyMap<string, Door>,
  rate: number,
  stopAsked: Promise<unknown>,
): Promise<void> => {
  const seed = Date.now();
  await using anthropic = await startFakeAnthropic({
    seed,
    latencyMs: LATENCY_MS,
    eventGapMs: EVENT_GAP_MS,
    errorRates: ERROR_RATES,
  });
  const onTrouble = (error: unknown): void => say(`  a live call failed: ${String(error)}`);
  const traffic = startLiveTraffic({ doors, anthropicUrl: anthropic.url, rate, seed, onTrouble });
  say(
    `\n  Live: about ${rate} calls a second by ${doors.size} services. Ctrl-C stops everything.\n`,
  );
  await stopAsked;
  say(`\n  Stopping; delivering what ${count(traffic.callCount)} live calls recorded.`);
  await traffic.stop();
};

/** Where the product is, and what ends the demo. */
export interface DemoSurroundings {
  readonly config: DemoConfig;
  /** The program that `npm start` runs. */
  readonly entry: string;
  readonly signal: AbortSignal;
  /** Sets up what a company has beside its calls, once so many of them are counted. Asked for at the first start only. */
  readonly furnish: (company: NewCompany) => Promise<void>;
  /** Told once when history and furniture are there. */
  readonly onReady: (url: string, setup: FirstSetup | null) => void;
}

/** A company whose history has just been sent. */
export interface NewCompany {
  readonly url: string;
  readonly setup: FirstSetup;
  readonly acceptedCount: number;
  readonly days: number;
  readonly signal: AbortSignal;
}

const goOn = async (
  options: DemoOptions,
  doors: ReadonlyMap<string, Door>,
  { signal }: DemoSurroundings,
  product: RunningProduct,
): Promise<void> => {
  if (signal.aborted) {
    return;
  }
  const stopAsked = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
  });
  const ending = Promise.race([stopAsked, product.ended]);
  if (options.rate > 0) {
    await runTraffic(doors, options.rate, ending);
  } else {
    say("\n  No live traffic. Ctrl-C stops everything.\n");
    await ending;
  }
};

const fillAndRun = async (
  options: DemoOptions,
  surroundings: DemoSurroundings,
  product: RunningProduct,
): Promise<void> => {
  const { config, entry, signal, furnish } = surroundings;
  const { TOKENLEDGER_DATA_DIR: dataDir } = config;
  const names = services.map(({ name }) => name);
  const createKey = createKeyByCli(entry);
  say(`  Access keys for ${names.length} services.`);
  const doors = await openDoors({ names, url: product.url, dataDir, createKey });
  if (options.records > 0 && !signal.aborted) {
    const past = { ...options, untilMs: Date.now() };
    const acceptedCount = await fillHistory(past, dataDir, doors, signal);
    const { url, setup } = product;
    if (setup !== null) {
      say("  Budgets, alert rules and exports.");
      await furnish({ url, setup, acceptedCount, days: options.days, signal });
    }
  }
  surroundings.onReady(product.url, product.setup);
  await goOn(options, doors, surroundings, product);
};

/**
 * The whole demo: the product, its history, live traffic, until the signal (Ctrl-C) or until the product ends. Stops in the order that loses
 * nothing: traffic, delivery, then the product.
 */
export const runDemo = async (
  options: DemoOptions,
  surroundings: DemoSurroundings,
): Promise<void> => {
  const product = await startProduct(surroundings.entry);
  try {
    await fillAndRun(options, surroundings, product);
  } finally {
    await product.stop();
  }
};
