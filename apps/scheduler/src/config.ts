import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

const shape = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** How much the log says. */
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** When partitions are looked after, as a cron expression in UTC. */
  PARTITIONS_CRON: z.string().default("17 3 * * *"),
};

/** Settings of the scheduler. */
export type SchedulerConfig = z.output<z.ZodObject<typeof shape>>;

/** Reads the settings. @throws InvalidInputError that lists every fault. */
export const readConfig = (): SchedulerConfig => parseConfig(shape, process.env);
