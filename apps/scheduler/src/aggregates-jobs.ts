import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import type { Ledger } from "@tokenledger/ledger";
import type { Job } from "./job.ts";

const DAY_MS = 86_400_000;
/** Records come late for hours; until their day is summed again it is read by the hour. */
const CHANGED_DAY_RESTS_MS = DAY_MS / 4;

/** Runs the checks and rebuilds of the sums that were asked for. One look-up where nothing was. */
export const aggregateWorkJob = (
  ledger: Pick<Ledger, "aggregates">,
  cron: string,
  signal: AbortSignal,
): Job => ({
  name: "aggregates",
  cron,
  isLong: true,
  run: async () => {
    const owner = `${hostname()}:${String(process.pid)}:${randomUUID().slice(0, 8)}`;
    await ledger.aggregates.work(owner, signal);
  },
});

/** Sums by day what models and features came to, of days that have ended: questions over weeks read these. */
export const sumDaysJob = (
  ledger: Pick<Ledger, "aggregates">,
  cron: string,
  signal: AbortSignal,
): Job => ({
  name: "sum-days",
  cron,
  isLong: true,
  run: async (now) => {
    await ledger.aggregates.sumDays(now, { signal, restMs: CHANGED_DAY_RESTS_MS });
  },
});

/** Asks for a check of the sums of yesterday and today: what differs is mended, and is a bug. */
export const verifyRecentJob = (ledger: Pick<Ledger, "aggregates">, cron: string): Job => ({
  name: "verify-recent",
  cron,
  run: async (now) => {
    await ledger.aggregates.start({
      kind: "verify",
      isDryRun: false,
      dimensionType: null,
      dimensionId: null,
      startDate: new Date(now.getTime() - DAY_MS),
      endDate: now,
      actor: "tokenledger",
      reason: "the hourly check",
    });
  },
});
