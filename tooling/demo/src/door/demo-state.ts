import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const SentHistory = z.object({
  seed: z.number(),
  callsPerDay: z.number(),
  /** From, included, and until, not included, in epoch milliseconds. */
  fromMs: z.number(),
  untilMs: z.number(),
});

/** Which calls of which history were sent. */
export type SentHistory = z.output<typeof SentHistory>;

const DemoState = z.object({
  /** Tokens of the demo's access keys, by name. They are shown once, so a second demo could not find them out. */
  keys: z.record(z.string(), z.string()).default({}),
  /** The history that was sent whole; null before the first. */
  sent: SentHistory.nullable().default(null),
});

/** What one demo leaves for the next. */
export type DemoState = z.output<typeof DemoState>;

const fileOf = (dataDir: string): string => join(dataDir, "demo.json");

/** Reads what an earlier demo left. Nothing there: an empty state. */
export const readDemoState = (dataDir: string): DemoState => {
  const file = fileOf(dataDir);
  return DemoState.parse(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
};

/** Keeps a state, readable by its owner only; written whole or not at all. */
export const writeDemoState = (dataDir: string, state: DemoState): void => {
  const file = fileOf(dataDir);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

const isSameHistory = (a: SentHistory, b: SentHistory): boolean =>
  a.seed === b.seed && a.callsPerDay === b.callsPerDay;

/** Whether a call of `now` was part of what was sent `before`. */
export const wasSent = (before: SentHistory | null, now: SentHistory, timeMs: number): boolean =>
  before !== null &&
  isSameHistory(before, now) &&
  timeMs >= before.fromMs &&
  timeMs < before.untilMs;

/** What is sent once `now` is sent too. Of two histories that do not touch only the later is remembered. */
export const joinSent = (before: SentHistory | null, now: SentHistory): SentHistory =>
  before !== null &&
  isSameHistory(before, now) &&
  before.fromMs <= now.untilMs &&
  now.fromMs <= before.untilMs
    ? {
        ...now,
        fromMs: Math.min(before.fromMs, now.fromMs),
        untilMs: Math.max(before.untilMs, now.untilMs),
      }
    : now;
