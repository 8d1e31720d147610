import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findPostgres, findRedisUrl } from "@tokenledger/services";
import { cliSettings, inheritedEnvironment } from "../config.ts";
import { withFileSettings } from "../roles/file-settings.ts";
import { SECRET_SETTINGS } from "../roles/secret-settings.ts";
import { secretsOf } from "../start/secrets.ts";

/** The system that a command line is about: what the environment names, else what runs on this machine. */
export interface Surroundings {
  /** What roles would be started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly pepper: string | undefined;
  /** Whether the stores are those that `start` keeps in the data folder. */
  readonly isOwn: boolean;
}

const set = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

interface OwnSettings {
  readonly DATABASE_URL?: string;
  readonly REDIS_URL?: string;
  readonly TOKENLEDGER_KEY_PEPPER?: string;
}

/** The stores that `start` left running over a data folder; nothing is started. */
const ownStores = async (dataDir: string): Promise<OwnSettings> => {
  if (!existsSync(join(dataDir, "secrets.json"))) return {};
  const { postgresPassword, redisPassword, pepper } = secretsOf(dataDir);
  const [postgres, redisUrl] = await Promise.all([
    findPostgres({ dataDir: join(dataDir, "postgres"), password: postgresPassword }),
    findRedisUrl({ dataDir: join(dataDir, "redis"), password: redisPassword }),
  ]);
  return {
    ...(postgres === undefined ? {} : { DATABASE_URL: postgres.urlOf("tokenledger") }),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    TOKENLEDGER_KEY_PEPPER: pepper,
  };
};

/** Looks around; starts nothing and changes nothing. @throws InvalidInputError where a file of a setting cannot be read. */
export const lookAround = async (
  environment: Readonly<Record<string, string>> = inheritedEnvironment(),
): Promise<Surroundings> => {
  const named = withFileSettings(environment, SECRET_SETTINGS);
  const present = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ""));
  const folder = cliSettings.TOKENLEDGER_DATA_DIR.parse(present["TOKENLEDGER_DATA_DIR"]);
  const dataDir = resolve(folder);
  const own = await ownStores(dataDir);
  const isOwn = own.DATABASE_URL !== undefined && present["DATABASE_URL"] === undefined;
  // Over its own ledger `start` gives every role its own pepper, whatever the environment says.
  const { TOKENLEDGER_KEY_PEPPER: ownPepper } = own;
  const env: Record<string, string> = {
    ...own,
    ...present,
    ...(isOwn && ownPepper !== undefined ? { TOKENLEDGER_KEY_PEPPER: ownPepper } : {}),
  };
  return {
    env,
    dataDir,
    databaseUrl: set(env["DATABASE_URL"]),
    redisUrl: set(env["REDIS_URL"]),
    pepper: set(env["TOKENLEDGER_KEY_PEPPER"]),
    isOwn,
  };
};
