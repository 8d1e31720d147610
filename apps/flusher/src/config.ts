import { hostname } from "node:os";
import { metricsShape } from "@tokenledger/metrics/config";
import { parseConfig, redisShape } from "@tokenledger/usage/config";
import { z } from "zod";

/** The flusher's settings, by variable. */
export const flusherSettings = {
  /** PostgreSQL that holds the ledger. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  ...redisShape,
  /** How much the log says. Default `info`; `debug` tells of every pass. */
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /**
   * Name of this consumer; no two running flushers may share one. Default: host name and process id.
   * A name that is the same after a restart finds its unsettled entries at once; another's are taken over after FLUSH_CLAIM_IDLE_MS.
   */
  FLUSH_CONSUMER: z
    .string()
    .regex(/^[\w.:-]{1,128}$/, { error: "must be 1 to 128 letters, digits, or any of _ . : -" })
    .default(`${hostname()}:${process.pid}`),
  /** Most records of one commit. Default 2,000: larger ones are no faster, and hold row locks longer. */
  FLUSH_RECORDS_MAX: z.coerce.number().int().min(1).max(10_000).default(2_000),
  /** How long a pass waits for the first entry, in milliseconds; also how long a stop may take when nothing comes. Default 1,000. */
  FLUSH_WAIT_MS: z.coerce.number().int().min(1).max(5_000).default(1_000),
  /** Entries that a flusher has held for so long, in milliseconds, are taken over from it. Default 10,000. */
  FLUSH_CLAIM_IDLE_MS: z.coerce.number().int().min(1).default(10_000),
  /** How long a pass may hang before the process ends with code 1, in milliseconds. Default 30,000: twice a statement's time limit. */
  FLUSH_SILENT_MS_MAX: z.coerce.number().int().min(1_000).default(30_000),
  /** Above this much resident memory, in MB, the process ends after the pass in hand, with code 0, to be started afresh. Default 230: below the 256 that are promised. */
  FLUSH_RSS_MB_MAX: z.coerce.number().int().min(1).default(230),
  ...metricsShape,
  /** For tests only: ends the process by SIGKILL at a step, `read`, `committed` or `settled`, with `:n` at its n-th time. */
  TOKENLEDGER_CRASH_AT: z.string().optional(),
};

/** Settings of the flusher. */
export type FlusherConfig = z.output<z.ZodObject<typeof flusherSettings>>;

/** Reads the settings. @throws InvalidInputError CONFIG_INVALID that lists every fault. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): FlusherConfig => parseConfig(flusherSettings, environment);
