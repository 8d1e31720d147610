import type { JobRunJournal } from "@tokenledger/usage";
import type { Job } from "./job.ts";

const DAY_MS = 86_400_000;
const DAYS_KEPT = 30;

/** Keeps the journal of jobs small: 30 days of it, and a thousand runs of each job. */
export const tidyJob = (journal: Pick<JobRunJournal, "prune">, cron: string): Job => ({
  name: "tidy",
  cron,
  run: async (now) => {
    await journal.prune(new Date(now.getTime() - DAYS_KEPT * DAY_MS));
  },
});
