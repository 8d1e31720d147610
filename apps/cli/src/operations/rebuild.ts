import { setTimeout as pause } from "node:timers/promises";
import { InvalidInputError, type AggregateJob } from "@tokenledger/usage";
import { withAdmin, type Admin } from "../admin/with-admin.ts";
import { jsonLine, print } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { progressLine } from "../progress-line.ts";
import { timeRange, type AskedTime } from "../usage/time-range.ts";

export interface AskedRebuild extends Omit<AskedTime, "zone"> {
  readonly reason: string | undefined;
  readonly apply: boolean;
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

const PAUSE_MS = 500;

const untilEnded = async ({ client }: Admin, id: string): Promise<AggregateJob> => {
  const progress = progressLine(process.stderr);
  for (;;) {
    const job = await client.aggregates.status.query({ id });
    if (job.state === "done" || job.state === "failed") {
      progress.end();
      return job;
    }
    progress.show(
      job.doneDayCount / Math.max(1, job.dayCount),
      `${job.doneDayCount} of ${job.dayCount} days, ${job.state}`,
    );
    await pause(PAUSE_MS);
  }
};

const jobText = (job: AggregateJob): string => {
  const count = job.differenceCount + job.breakdownDifferenceCount;
  if (count === 0) return `The sums of ${job.doneDayCount} days are what their records add up to.`;
  const what = job.isDryRun ? "differ from their records" : "differed, and were written anew";
  const lines = job.differences.map(
    ({ dimension, periodType, periodStart, before, after }) =>
      `  ${dimension.type} ${dimension.id}, ${periodType} of ${periodStart.toISOString()}: ${before?.requests ?? 0n} requests stored, ${after.requests} recorded`,
  );
  return [`${count} sums of ${job.doneDayCount} days ${what}.`, ...lines].join("\n");
};

const finished = (job: AggregateJob): AggregateJob => {
  if (job.state === "failed") {
    throw new InvalidInputError(
      "REBUILD_FAILED",
      `The job ${job.id} failed: ${job.error ?? "no reason is known"}`,
    );
  }
  return job;
};

/** Sums a range anew: first tells what would change, then, told to, changes it. A scheduler does the work. */
export const rebuild = async ({
  reason,
  apply,
  url,
  json,
  ...time
}: AskedRebuild): Promise<void> => {
  if (apply && reason === undefined) {
    throw new InvalidInputError(
      "ARGUMENT_MISSING",
      "--apply needs --reason: it stands in the audit log.",
    );
  }
  const range = timeRange({ ...time, zone: "UTC" }, Date.now(), 0);
  await withAdmin(url, async (admin) => {
    const { rebuild: start } = admin.client.aggregates;
    const rehearsal = finished(
      await untilEnded(admin, (await start.mutate({ ...range, dryRun: true })).id),
    );
    const count = rehearsal.differenceCount + rehearsal.breakdownDifferenceCount;
    if (!apply) {
      print(json === true ? jsonLine(rehearsal) : jobText(rehearsal));
      if (count === 0) return;
      process.stderr.write("Dry run: nothing was changed. `--apply --reason TEXT` mends them.\n");
      process.exitCode = exitCodes.wrong;
      return;
    }
    const job = finished(
      await untilEnded(admin, (await start.mutate({ ...range, dryRun: false, reason })).id),
    );
    print(json === true ? jsonLine(job) : jobText(job));
  });
};
