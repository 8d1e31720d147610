import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

/** The scheduler's settings, by variable. */
export const schedulerSettings = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** How much the log says. */
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** When partitions are looked after, as a cron expression in UTC. */
  PARTITIONS_CRON: z.string().default("17 3 * * *"),
  /** When lines whose price has landed are priced, as a cron expression in UTC. Default: every minute. */
  UNPRICED_CRON: z.string().default("* * * * *"),
  /** When what nobody needs any more is forgotten, as a cron expression in UTC. */
  TIDY_CRON: z.string().default("43 4 * * *"),
  /** Redis that holds the running totals, told of costs that change. Missing: they follow with the next call of their key or user. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
};

/** Settings of the scheduler. */
export type SchedulerConfig = z.output<z.ZodObject<typeof schedulerSettings>>;

/** Reads the settings. @throws InvalidInputError that lists every fault. */
export const readConfig = (): SchedulerConfig => parseConfig(schedulerSettings, process.env);
