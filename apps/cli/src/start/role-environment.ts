import { join } from "node:path";
import type { CliConfig } from "../config.ts";
import type { Stores } from "./stores.ts";

/** Where the page and the door of the system on one machine are. */
export const urlOf = ({ HOST, PORT }: CliConfig): string => `http://${HOST}:${PORT}`;

/** Where the processes of the system on one machine write their logs. */
export const logFolderOf = (config: CliConfig): string => join(config.TOKENLEDGER_DATA_DIR, "logs");

/**
 * What every role is given beside `inherited`: the stores, the pepper, the door. Links in notices lead to this
 * machine unless `inherited` names a TOKENLEDGER_PUBLIC_URL.
 */
export const roleEnvironment = (
  config: CliConfig,
  { databaseUrl, redisUrl }: Pick<Stores, "databaseUrl" | "redisUrl">,
  pepper: string,
  inherited: Readonly<Record<string, string>>,
): Record<string, string> => ({
  TOKENLEDGER_PUBLIC_URL: urlOf(config),
  ...inherited,
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  TOKENLEDGER_KEY_PEPPER: pepper,
  PORT: String(config.PORT),
  HOST: config.HOST,
  TOKENLEDGER_DATA_DIR: config.TOKENLEDGER_DATA_DIR,
});
