import type { Reconciliation } from "@tokenledger/usage/reconcile";
import { expect, test } from "vitest";
import { reconcileJobs } from "./reconcile-jobs.ts";

test("hours are compared three days back, days as far back as Anthropic may be asked at once, and the outcome is kept", async () => {
  const asked: Parameters<Reconciliation["run"]>[0][] = [];
  const reconciliation: Pick<Reconciliation, "run"> = {
    run: (request) => {
      asked.push(request);
      return Promise.reject(new Error("not asked for more"));
    },
  };
  const now = new Date("2026-10-20T12:00:00Z");
  for (const job of reconcileJobs(reconciliation, { hours: "1 * * * *", days: "2 3 * * *" })) {
    await expect(job.run(now)).rejects.toThrow("not asked for more");
  }

  const rest = { endDate: now, actor: "scheduler", dryRun: false };
  expect(asked).toEqual([
    { ...rest, startDate: new Date("2026-10-17T12:00:00Z"), bucket: "hour" },
    { ...rest, startDate: new Date("2026-09-19T12:00:00Z"), bucket: "day" },
  ]);
});
