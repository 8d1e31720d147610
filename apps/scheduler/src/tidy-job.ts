import type { JobRunJournal } from "@tokenledger/usage";
import type { Job } from "./job.ts";

const DAY_MS = 86_400_000;
const DAYS_KEPT = 30;

/** Forgets the journal of jobs that ended more than 30 days ago. */
export const tidyJob = (journal: Pick<JobRunJournal, "prune">, cron: string): Job => ({
  name: "tidy",
  cron,
  run: async (now) => {
    await journal.prune(new Date(now.getTime() - DAYS_KEPT * DAY_MS));
  },
});
