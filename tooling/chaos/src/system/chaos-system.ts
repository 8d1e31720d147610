import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createLedger, migrate, type Ledger } from "@tokenledger/ledger";
import { freePort } from "@tokenledger/services";
import { linkNames, processNames } from "../faults/fault-lanes.ts";
import { FaultProxy } from "../network/fault-proxy.ts";
import { makeKeys, type ChaosKey } from "./chaos-keys.ts";
import type { ChaosTarget } from "./chaos-target.ts";
import { startStores, type ChaosStores, type StoreOptions } from "./chaos-stores.ts";
import { linkTarget } from "./link-target.ts";
import { processTarget } from "./process-target.ts";
import { ProducerGroup } from "./producer-group.ts";
import { FAILOVER, RecoveryTimes } from "./recovery-times.ts";
import { serviceProcesses } from "./service-processes.ts";
import { storeTarget } from "./store-target.ts";
import type { SupervisedProcess } from "./supervised-process.ts";

export interface SystemOptions extends Omit<StoreOptions, "folder"> {
  /** Holds everything of this run. */
  readonly folder: string;
  readonly seed: number;
  /** Of each producer. */
  readonly recordsPerSecond: number;
  /** Of the buffer. Default 1. */
  readonly shards?: number;
  /** What an accepted record outlives. Default `host`. */
  readonly durability?: string;
  /** Settings of the flushers, on top of the harness's own. */
  readonly flusherSettings?: Readonly<Record<string, string>>;
}

/** The whole product as processes over real stores, every link between them breakable. */
export interface ChaosSystem extends AsyncDisposable {
  readonly stores: ChaosStores;
  readonly shards: number;
  /** Past every proxy. */
  readonly ledger: Ledger;
  readonly producers: ProducerGroup;
  /** Everything that can fail, by name. */
  readonly targets: ReadonlyMap<string, ChaosTarget>;
  readonly services: readonly SupervisedProcess[];
  readonly recoveries: RecoveryTimes;
  /** Base addresses of the servers, past every proxy. */
  readonly serverUrls: readonly string[];
  /** The key that no producer uses. */
  readonly witnessKey: ChaosKey;
}

const STATEMENT_MS_MAX = 120_000;
/** One of the witness, two of the producers. */
const KEY_COUNT = 3;
/** Opens one proxy a link, in front of whoever is asked. */
const openLinks = async (
  stores: ChaosStores,
  serverPorts: readonly number[],
): Promise<ReadonlyMap<string, FaultProxy>> => {
  const portsOf = new Map([
    ["server", serverPorts],
    // The nodes of a cluster name each other: nothing stands between them and whoever asks.
    ["redis", stores.isCluster ? [] : [Number(new URL(stores.redisUrl).port)]],
    ["postgres", [Number(new URL(stores.databaseUrl).port)]],
  ]);
  const links = new Map<string, FaultProxy>();
  for (const name of linkNames) {
    const [, asked = ""] = name.split(">");
    const ports = portsOf.get(asked) ?? [];
    if (ports.length > 0) links.set(name, await FaultProxy.open(...ports));
  }
  return links;
};

const targetsOf = (
  stores: ChaosStores,
  links: ReadonlyMap<string, FaultProxy>,
  processes: readonly SupervisedProcess[],
  recoveries: RecoveryTimes,
): ReadonlyMap<string, ChaosTarget> =>
  new Map([
    ...[...links].map(([name, proxy]) => [name, linkTarget(proxy)] as const),
    ...processes.map((process) => [process.name, processTarget(process)] as const),
    ["redis", storeTarget(stores.redis, (waitMs) => recoveries.add("redis", waitMs))],
    ["postgres", storeTarget(stores.postgres, (waitMs) => recoveries.add("postgres", waitMs))],
  ]);

interface Parts {
  readonly stores: ChaosStores;
  readonly ledger: Ledger;
  readonly pepper: string;
  readonly keys: readonly ChaosKey[];
}

/** Stores with a schema and access keys. */
const openParts = async (
  options: SystemOptions,
  recoveries: RecoveryTimes,
  stack: AsyncDisposableStack,
): Promise<Parts> => {
  const onFailover = (waitMs: number): void => recoveries.add(FAILOVER, waitMs);
  const stores = stack.use(await startStores({ ...options, onFailover }));
  await migrate(stores.databaseUrl);
  const ledger = stack.use(
    await createLedger({ url: stores.databaseUrl, statementMsMax: STATEMENT_MS_MAX }),
  );
  const pepper = randomBytes(32).toString("hex");
  return { stores, ledger, pepper, keys: await makeKeys(ledger, pepper, KEY_COUNT) };
};

const assemble = async (
  options: SystemOptions,
  stack: AsyncDisposableStack,
): Promise<Omit<ChaosSystem, keyof AsyncDisposable>> => {
  const recoveries = new RecoveryTimes();
  const { stores, ledger, pepper, keys } = await openParts(options, recoveries, stack);
  const [witnessKey = { id: "", token: "" }, ...producerKeys] = keys;
  const serverPorts = await Promise.all(processNames.servers.map(async () => freePort()));
  const links = await openLinks(stores, serverPorts);
  for (const link of links.values()) stack.use(link);
  const shared = { ...options, stores, links, serverPorts, pepper, recoveries };
  const services = serviceProcesses(shared);
  stack.defer(async () => void (await Promise.all(services.map(async (at) => at.stop()))));
  const producers = new ProducerGroup({ ...shared, keys: producerKeys });
  stack.defer(async () => producers.stop());
  await Promise.all(services.map(async (service) => service.start()));
  return {
    stores,
    shards: options.shards ?? 1,
    ledger,
    producers,
    services,
    recoveries,
    witnessKey,
    targets: targetsOf(stores, links, [...services, ...producers.processes], recoveries),
    serverUrls: serverPorts.map((port) => `http://127.0.0.1:${port}`),
  };
};

/** Starts everything and waits until every service is ready; producers are started by `producers.start()`. */
export const startChaosSystem = async (options: SystemOptions): Promise<ChaosSystem> => {
  for (const name of ["logs", "truth", "spool"]) {
    mkdirSync(path.join(options.folder, name), { recursive: true });
  }
  const stack = new AsyncDisposableStack();
  try {
    const system = await assemble(options, stack);
    return { ...system, [Symbol.asyncDispose]: async () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
};
