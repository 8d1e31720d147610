import { anthropicAdminShape } from "@tokenledger/anthropic-admin/config";
import { notifyShape } from "@tokenledger/notify/config";
import { parseConfig, redisShape } from "@tokenledger/usage/config";
import { z } from "zod";
import { oidcShape } from "./oidc/oidc-settings.ts";
import { refuseWeakSecrets } from "./weak-secrets.ts";

const PEPPER_LENGTH_MIN = 32;
const DRAIN_MS_MAX = 60_000;

/** The server's settings, by variable. */
export const serverSettings = {
  /** PostgreSQL that holds the ledger. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  ...redisShape,
  /** HTTP port; 0 takes a free one. Default 4300. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(4300),
  /** Address to listen on. Default 127.0.0.1: nobody outside this machine. */
  HOST: z.string().default("127.0.0.1"),
  /** Under which access keys are hashed; keep it out of the database. Changing it makes every key invalid. */
  TOKENLEDGER_KEY_PEPPER: z.string().min(PEPPER_LENGTH_MIN),
  /**
   * Another pepper that is taken too, while one takes the place of the other (docs/backup.md). Keys that are used meanwhile are stored anew under
   * TOKENLEDGER_KEY_PEPPER.
   */
  TOKENLEDGER_KEY_PEPPER_ALSO: z.string().min(PEPPER_LENGTH_MIN).optional(),
  /**
   * Calls a second to collect that one access key may make of one server, as a mean over 10 seconds; beyond it the answer is 429 with Retry-After.
   * Default 10,000, each of up to 500 records.
   */
  TOKENLEDGER_KEY_CALLS_PER_SECOND_MAX: z.coerce.number().int().min(1).default(10_000),
  /** Stands inside the tokens of new access keys. Default `live`. */
  TOKENLEDGER_KEY_ENVIRONMENT: z
    .string()
    .regex(/^[a-z0-9]{1,16}$/, { error: "must be 1 to 16 of a-z and 0-9" })
    .default("live"),
  /** How people reach this server. With https, cookies are Secure and browsers are told to stay on https. Default: plain http. */
  TOKENLEDGER_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Proxies between callers and this server whose X-Forwarded-For is believed. Default 0: the header is ignored. */
  TOKENLEDGER_PROXY_COUNT: z.coerce.number().int().min(0).max(8).default(0),
  /** Bearer token with which `/metrics` may be read from anywhere. Default: it is there for this machine alone. */
  TOKENLEDGER_METRICS_TOKEN: z.string().min(16).optional(),
  /**
   * How long, once told to stop, `/readyz` says no while calls are still taken, in milliseconds: a load balancer needs that long to look.
   * Default 0.
   */
  TOKENLEDGER_DRAIN_MS: z.coerce.number().int().min(0).max(DRAIN_MS_MAX).default(0),
  /** Whether the panel, which runs any procedure by hand, is served to members with `ops.panel`: `on` or `off`. Default: off where NODE_ENV is production. */
  TOKENLEDGER_PANEL: z.enum(["on", "off"]).optional(),
  /** Node's own word for where this runs; `production` leaves the panel out, and refuses secrets that could be guessed. */
  NODE_ENV: z.string().optional(),
  ...anthropicAdminShape,
  ...notifyShape,
  ...oidcShape,
  /** Holds the files of exports, under `exports/`. The scheduler must see the same folder. Missing: nothing can be fetched here. */
  TOKENLEDGER_DATA_DIR: z.string().optional(),
  /** Default `info`; `debug` logs every call but those to collect. */
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
};

/** The server's settings. */
export type ServerConfig = z.output<z.ZodObject<typeof serverSettings>>;

/** @throws InvalidInputError CONFIG_INVALID naming every variable that is wrong, or whose secret could be guessed in production. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ServerConfig => {
  const config = parseConfig(serverSettings, environment);
  refuseWeakSecrets(config);
  return config;
};
