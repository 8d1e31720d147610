import path from "node:path";
import { fileURLToPath } from "node:url";
import { processNames } from "../faults/fault-lanes.ts";
import type { FaultProxy } from "../network/fault-proxy.ts";
import type { ChaosStores } from "./chaos-stores.ts";
import type { RecoveryTimes } from "./recovery-times.ts";
import { SupervisedProcess } from "./supervised-process.ts";

export interface ServiceOptions {
  readonly folder: string;
  readonly stores: ChaosStores;
  readonly links: ReadonlyMap<string, FaultProxy>;
  readonly serverPorts: readonly number[];
  readonly pepper: string;
  readonly shards?: number;
  readonly durability?: string;
  readonly flusherSettings?: Readonly<Record<string, string>>;
  readonly recoveries: RecoveryTimes;
}

type Settings = Readonly<Record<string, string>>;

/** Small batches make more commits to break; a short idle time makes zombies; the rest is as in production. */
const FLUSHING: Settings = {
  FLUSH_WAIT_MS: "200",
  FLUSH_RECORDS_MAX: "200",
  FLUSH_CLAIM_IDLE_MS: "1500",
  FLUSH_SILENT_MS_MAX: "20000",
};

/** How far clocks jump: a server judges what is too early by its own, and takes five minutes. */
const CLOCK_JUMP_MS = { server: 60_000, flusher: 3_600_000, scheduler: 0 } as const;

/** The options of Node that make a process's clock jump. */
const clockOf = (app: keyof typeof CLOCK_JUMP_MS): readonly string[] => {
  if (CLOCK_JUMP_MS[app] === 0) return [];
  const clock = new URL("./jumping-clock.ts", import.meta.url);
  clock.searchParams.set("spanMs", String(CLOCK_JUMP_MS[app]));
  return ["--import", clock.href];
};

const ONCE_A_YEAR = "0 0 1 1 *";
const EVERY_SECOND = "* * * * * *";

const storeSettings = (
  name: string,
  { stores, links, shards = 1, durability = "host" }: ServiceOptions,
): Settings => ({
  DATABASE_URL: links.get(`${name}>postgres`)?.urlFor(stores.databaseUrl) ?? "",
  REDIS_URL: links.get(`${name}>redis`)?.urlFor(stores.redisUrl) ?? stores.redisUrl,
  REDIS_SHARDS: String(shards),
  REDIS_DURABILITY: durability,
  LOG_LEVEL: "warn",
});

const service = (
  app: keyof typeof CLOCK_JUMP_MS,
  name: string,
  settings: Settings,
  options: ServiceOptions,
): SupervisedProcess => {
  const entry = fileURLToPath(new URL(`../../../../apps/${app}/src/main.ts`, import.meta.url));
  const env = { ...storeSettings(name, options), ...settings };
  return new SupervisedProcess({
    name,
    logFile: path.join(options.folder, "logs", `${name}.log`),
    start: () => ({ entry, env, execArgv: clockOf(app) }),
    onReady: (waitMs) => options.recoveries.add(name, waitMs),
  });
};

/** Two servers, two flushers and a scheduler as they run in production, their stores behind proxies, clocks that jump. Not started. */
export const serviceProcesses = (options: ServiceOptions): readonly SupervisedProcess[] => [
  ...processNames.servers.map((name, index) =>
    service(
      "server",
      name,
      {
        PORT: String(options.serverPorts[index] ?? 0),
        TOKENLEDGER_KEY_PEPPER: options.pepper,
      },
      options,
    ),
  ),
  ...processNames.flushers.map((name, index) =>
    // One comes back under its name and finds its own entries; the other's are taken over.
    service(
      "flusher",
      name,
      { ...FLUSHING, ...options.flusherSettings, ...(index === 0 ? { FLUSH_CONSUMER: name } : {}) },
      options,
    ),
  ),
  // What it would mend is what the harness is to find.
  service(
    "scheduler",
    "scheduler",
    {
      COUNTERS_CRON: ONCE_A_YEAR,
      VERIFY_CRON: ONCE_A_YEAR,
      // Rebuilds are asked for by the harness, and what one finds is a fault.
      AGGREGATES_CRON: EVERY_SECOND,
      // A failover takes a replica's older bases with it: that is what the reseed is for.
      ...(options.stores.isCluster ? {} : { RESEED_CRON: ONCE_A_YEAR }),
    },
    options,
  ),
];
