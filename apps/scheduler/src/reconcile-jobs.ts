import type { Reconciliation } from "@tokenledger/usage/reconcile";
import type { Job } from "./job.ts";

const DAY_MS = 86_400_000;
/** Anthropic's figures settle within hours; three days catch up what a weekend without a scheduler left out. */
const HOURS_DAYS = 3;
/** As far back as one question to Anthropic may go. */
const DAYS = 31;

/** Compares with Anthropic's reports: the last three days by the hour, the last 31 by the day. Keeps the outcome in place of the one before. */
export const reconcileJobs = (
  reconciliation: Pick<Reconciliation, "run">,
  crons: { readonly hours: string; readonly days: string },
): readonly Job[] => {
  const job = (name: string, cron: string, bucket: "hour" | "day", days: number): Job => ({
    name,
    cron,
    run: async (now) => {
      const startDate = new Date(now.getTime() - days * DAY_MS);
      await reconciliation.run({
        startDate,
        endDate: now,
        bucket,
        actor: "scheduler",
        dryRun: false,
      });
    },
  });
  return [
    job("reconcile-hours", crons.hours, "hour", HOURS_DAYS),
    job("reconcile-days", crons.days, "day", DAYS),
  ];
};
