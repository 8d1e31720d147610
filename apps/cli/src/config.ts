import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseConfig, redisShape } from "@tokenledger/usage/config";
import { z } from "zod";
import { withFileSettings } from "./roles/file-settings.ts";
import { SECRET_SETTINGS } from "./roles/secret-settings.ts";

/** The folder of the repository: children are started from it. */
export const repositoryFolder = fileURLToPath(new URL("../../../", import.meta.url));

/** Settings of the whole system on one machine, by variable. */
export const cliSettings = {
  /** PostgreSQL to use instead of the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Redis to use instead of a local one. */
  REDIS_URL: redisShape.REDIS_URL.optional(),
  /** Port of the page and of collect. */
  PORT: z.coerce.number().int().min(1).max(65_535).default(4300),
  /** Address to listen on. The default is reachable from this machine only. */
  HOST: z.string().default("127.0.0.1"),
  /** Holds PostgreSQL's and Redis's files, secrets and logs of the system on one machine. */
  TOKENLEDGER_DATA_DIR: z.string().default(`${repositoryFolder}.tokenledger`),
};

/** Settings of `start` and `all`, by variable. */
export const startSettings = {
  ...cliSettings,
  /** Under which access keys are hashed, from this start on; kept in the data folder. Missing: the one kept there, made at the first start. Changing it: docs/backup.md. */
  TOKENLEDGER_KEY_PEPPER: z.string().min(32).optional(),
};

/** Settings of the system on one machine. */
export type CliConfig = z.output<z.ZodObject<typeof cliSettings>>;

/** Settings of `start` and `all`. */
export type StartConfig = z.output<z.ZodObject<typeof startSettings>>;

/** Reads the settings of `start`. @throws InvalidInputError that lists every fault. */
export const readConfig = (): StartConfig => {
  const config = parseConfig(
    startSettings,
    withFileSettings(inheritedEnvironment(), SECRET_SETTINGS),
  );
  return { ...config, TOKENLEDGER_DATA_DIR: resolve(config.TOKENLEDGER_DATA_DIR) };
};

/** The environment that children get beside their own settings. */
export const inheritedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
