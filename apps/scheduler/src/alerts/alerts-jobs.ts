import {
  deliverNotices,
  type AlertEvaluation,
  type DeliveryTools,
  type OutsideReadings,
} from "@tokenledger/usage/alerts";
import type { Job } from "../job.ts";

export interface AlertsOptions {
  readonly evaluation: AlertEvaluation;
  readonly outside: OutsideReadings;
  readonly delivery: DeliveryTools;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : "failed");

/** A rule that cannot be judged keeps no other from it. @returns the fault. */
const look = async (
  { evaluation, outside }: AlertsOptions,
  ruleId: string,
  now: Date,
): Promise<Error | null> => {
  try {
    await evaluation.evaluate(ruleId, now, outside);
    return null;
  } catch (error) {
    const fault = describe(error);
    await evaluation.noteFault(ruleId, fault);
    return new Error(`rule ${ruleId}: ${fault}`, { cause: error });
  }
};

/** Looks at every enabled rule, and sends what that brings at once. */
export const alertsJob = (options: AlertsOptions, cron: string): Job => ({
  name: "alerts",
  cron,
  run: async (now) => {
    const faults: Error[] = [];
    for (const ruleId of await options.evaluation.enabledRuleIds()) {
      const fault = await look(options, ruleId, now);
      if (fault !== null) faults.push(fault);
    }
    await deliverNotices(options.delivery);
    if (faults.length > 0) throw new AggregateError(faults, "rules could not be judged");
  },
});

/** Sends notices that are due again, and those whose sender died. */
export const noticesJob = ({ delivery }: AlertsOptions, cron: string): Job => ({
  name: "notices",
  cron,
  run: async () => {
    await deliverNotices(delivery);
  },
});
