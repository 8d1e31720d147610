import { anthropicAdminShape } from "@tokenledger/anthropic-admin/config";
import { metricsShape } from "@tokenledger/metrics/config";
import { notifyShape } from "@tokenledger/notify/config";
import { parseConfig, redisShape } from "@tokenledger/usage/config";
import { z } from "zod";

/** The scheduler's settings, by variable. */
export const schedulerSettings = {
  /** PostgreSQL that holds the ledger. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Holds the files of exports, under `exports/`. The server must see the same folder. Missing: no exports are written here. */
  TOKENLEDGER_DATA_DIR: z.string().optional(),
  /** How much the log says. */
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** When partitions are looked after, as a cron expression in UTC. */
  PARTITIONS_CRON: z.string().default("17 3 * * *"),
  /** When lines whose price has landed are priced, as a cron expression in UTC. Default: every minute. */
  UNPRICED_CRON: z.string().default("* * * * *"),
  /** When what nobody needs any more is forgotten, as a cron expression in UTC. */
  TIDY_CRON: z.string().default("43 * * * *"),
  /** Months of single calls that are kept beside the current one; older ones are dropped for good, their sums stay. Missing: all are kept. */
  TOKENLEDGER_RETENTION_MONTHS: z.coerce.number().int().min(2).max(240).optional(),
  /** When old months are dropped, as a cron expression in UTC. */
  RETENTION_CRON: z.string().default("23 4 * * *"),
  /** When all running counters are compared with the ledger and mended, as a cron expression in UTC. Default: every hour. */
  COUNTERS_CRON: z.string().default("37 * * * *"),
  /** When it is asked whether Redis was started anew, and its counters must be compared at once, as a cron expression in UTC. Default: every 10 seconds. */
  RESEED_CRON: z.string().default("*/10 * * * * *"),
  /** When alert rules are looked at, as a cron expression in UTC. Default: every minute. */
  ALERTS_CRON: z.string().default("* * * * *"),
  /** When notices that failed are looked for, to be sent again, as a cron expression in UTC. Default: every 10 seconds. */
  NOTICES_CRON: z.string().default("*/10 * * * * *"),
  /** When the last three days are compared with Anthropic's reports by the hour, as a cron expression in UTC. Default: every hour. */
  RECONCILE_HOURS_CRON: z.string().default("47 * * * *"),
  /** When the last 31 days are compared by the day, as a cron expression in UTC. */
  RECONCILE_DAYS_CRON: z.string().default("27 5 * * *"),
  ...anthropicAdminShape,
  /** Under which the secrets of alert channels are sealed; the server's. Missing: no alerts, and the log says so. */
  TOKENLEDGER_KEY_PEPPER: z.string().min(32).optional(),
  /** Another pepper under which channels may be sealed; the server's. */
  TOKENLEDGER_KEY_PEPPER_ALSO: z.string().min(32).optional(),
  /** How people reach the page; notices link to it. Missing: they have no link. */
  TOKENLEDGER_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ...notifyShape,
  /** When a check of the sums of yesterday and today is asked for, as a cron expression in UTC. Default: every hour. */
  VERIFY_CRON: z.string().default("53 * * * *"),
  /** When days that have ended are summed by model and feature, and by outcome, as a cron expression in UTC. Default: every hour. */
  SUM_DAYS_CRON: z.string().default("13 * * * *"),
  /** When it is looked for checks and rebuilds of the sums that were asked for, as a cron expression in UTC. Default: every 5 seconds. */
  AGGREGATES_CRON: z.string().default("*/5 * * * * *"),
  /** Redis that holds the running totals, told of costs that change. Missing: they follow with the next call of their key or user. */
  REDIS_URL: redisShape.REDIS_URL.optional(),
  REDIS_SHARDS: redisShape.REDIS_SHARDS,
  ...metricsShape,
};

/** Settings of the scheduler. */
export type SchedulerConfig = z.output<z.ZodObject<typeof schedulerSettings>>;

/** Reads the settings. @throws InvalidInputError that lists every fault. */
export const readConfig = (): SchedulerConfig => parseConfig(schedulerSettings, process.env);
