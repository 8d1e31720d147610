import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createLedger, migrate } from "@tokenledger/ledger";
import type { Say } from "../command.ts";
import {
  inheritedEnvironment,
  repositoryFolder,
  type CliConfig,
  type StartConfig,
} from "../config.ts";
import { buildAdminPage } from "./admin-page.ts";
import { firstSetup, type FirstSetup } from "./first-setup.ts";
import { checkPortFree } from "./port-check.ts";
import { roles } from "../roles/roles.ts";
import { logFolderOf, roleEnvironment, urlOf } from "./role-environment.ts";
import { startRole, type RoleProcess } from "./role-process.ts";
import { keepPepper, secretsOf, type Secrets } from "./secrets.ts";
import { claimDataDir } from "./single-start.ts";
import { withFileSettings } from "../roles/file-settings.ts";
import { SECRET_SETTINGS } from "../roles/secret-settings.ts";
import { withCompileCache } from "../roles/with-compile-cache.ts";
import { startStores, type Stores } from "./stores.ts";

/** The whole system, running on this machine. */
export interface RunningSystem {
  readonly url: string;
  /** What the first start made; null at every later one. */
  readonly setup: FirstSetup | null;
  /** Stops server, flusher and scheduler, then the stores of this folder. Stopping twice is no error. */
  stop(): Promise<void>;
}

const STOP_MS_MAX = 15_000;

/** Brings the schema up to date, and makes the first owner and key where there are none. */
export const prepareLedger = async (
  databaseUrl: string,
  pepper: string,
): Promise<FirstSetup | null> => {
  await migrate(databaseUrl);
  const ledger = await createLedger({ url: databaseUrl, poolMax: 2 });
  try {
    return await firstSetup(ledger, pepper);
  } finally {
    await ledger.close();
  }
};

const startRoles = (config: CliConfig, stores: Stores, pepper: string, say: Say): RoleProcess[] => {
  const logs = logFolderOf(config);
  mkdirSync(logs, { recursive: true });
  const env = roleEnvironment(
    config,
    stores,
    pepper,
    withCompileCache(withFileSettings(inheritedEnvironment(), SECRET_SETTINGS)),
  );
  return roles.map(({ name, nodeFlags, entry }) =>
    startRole({ name, nodeFlags, entry, logFile: join(logs, `${name}.log`), env }, (dead) =>
      say(`${dead} ended unexpectedly and is started again; see ${logs}/${dead}.log`),
    ),
  );
};

/** The folder's secrets, with the pepper that was given for it. */
const secretsFor = (config: StartConfig, say: Say): Secrets => {
  const { TOKENLEDGER_DATA_DIR: dataDir, TOKENLEDGER_KEY_PEPPER: pepper } = config;
  const kept = secretsOf(dataDir);
  if (pepper === undefined || pepper === kept.pepper) return kept;
  say(
    `access keys are hashed under TOKENLEDGER_KEY_PEPPER from now on; the one before stays in ${join(dataDir, "secrets.json")} (docs/backup.md, "Changing the pepper")`,
  );
  return keepPepper(dataDir, pepper);
};

const stopAll = async (
  running: readonly RoleProcess[],
  stores: Stores | undefined,
): Promise<void> => {
  await Promise.all(running.map(async (role) => role.stop(STOP_MS_MAX)));
  await stores?.stop();
};

/**
 * Starts everything: stores, schema, first owner and key, page, processes. Says each step.
 * Killed at any point, the next start goes on from what is there; what was answered `accepted` is never lost.
 *
 * @throws InvalidInputError when the port or the data folder is taken. Whatever had been started is stopped again.
 */
export const startSystem = async (config: StartConfig, say: Say): Promise<RunningSystem> => {
  await checkPortFree(config.HOST, config.PORT);
  const giveBack = claimDataDir(config.TOKENLEDGER_DATA_DIR);
  let stores: Stores | undefined;
  let running: readonly RoleProcess[] = [];
  const stop = async (): Promise<void> => {
    await stopAll(running, stores);
    giveBack();
  };
  try {
    const secrets = secretsFor(config, say);
    say("starting PostgreSQL and Redis");
    stores = await startStores(config, secrets);
    say("preparing the ledger");
    const setup = await prepareLedger(stores.databaseUrl, secrets.pepper);
    if (await buildAdminPage(repositoryFolder)) say("built the admin page");
    say("starting server, flusher and scheduler");
    running = startRoles(config, stores, secrets.pepper, say);
    await Promise.all(running.map(async (role) => role.ready()));
    return { url: urlOf(config), setup, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
