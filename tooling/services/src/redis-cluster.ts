import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "./free-port.ts";
import { startRedis, type RedisService } from "./redis-service.ts";

const SLOTS = 16_384;
const READY_MS_MAX = 60_000;

export interface RedisClusterOptions {
  readonly dataDir: string;
  readonly masterCount: number;
  /** Of each master. Default 0. */
  readonly replicaCount?: number;
  /** How long a node may be silent before the others take it for dead. Default 2 s. */
  readonly nodeTimeoutMs?: number;
  /** Further settings of every node, as `name value`. */
  readonly settings?: readonly string[];
}

/** A node, to be killed and brought back at the same address over the same data. */
export interface ClusterNode {
  readonly port: number;
  pid(): number | undefined;
  /** Default SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
}

/** A Redis Cluster of this machine. */
export interface RedisCluster {
  /** `redis-cluster://…` with all nodes. */
  readonly url: string;
  /** Masters first, as it was made; a failover changes who is what. */
  readonly nodes: readonly ClusterNode[];
  /** Waits until every node says that the cluster is whole. */
  whole(): Promise<void>;
  stop(): Promise<void>;
}

const asked = async <Answer>(
  port: number,
  ask: (redis: Redis) => Promise<Answer>,
): Promise<Answer> => {
  const redis = new Redis(port, "127.0.0.1", { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
};

const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  const deadlineMs = performance.now() + READY_MS_MAX;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadlineMs) throw new Error(`not in ${READY_MS_MAX} ms: ${what}`);
    await delay(50);
  }
};

const startNode = async (
  { dataDir, nodeTimeoutMs = 2_000, settings = [] }: RedisClusterOptions,
  index: number,
  port: number,
  busPort: number,
): Promise<ClusterNode> => {
  const folder = join(dataDir, String(index));
  mkdirSync(folder, { recursive: true });
  const start = async (): Promise<RedisService> =>
    startRedis({
      dataDir: folder,
      port,
      settings: [
        "cluster-enabled yes",
        `cluster-port ${busPort}`,
        `cluster-node-timeout ${nodeTimeoutMs}`,
        // However long a replica was without its master: it is the best there is.
        "cluster-replica-validity-factor 0",
        "repl-diskless-sync-delay 0",
        ...settings,
      ],
    });
  let redis = await start();
  return {
    port,
    pid: () => redis.pid(),
    stop: async (signal = "SIGKILL") => redis.stop(signal),
    restart: async () => {
      await redis.stop("SIGKILL");
      redis = await start();
    },
  };
};

const slotRange = (master: number, masterCount: number): readonly [number, number] => [
  Math.ceil((SLOTS * master) / masterCount),
  Math.ceil((SLOTS * (master + 1)) / masterCount) - 1,
];

const isWhole = async (ports: readonly number[]): Promise<boolean> => {
  const answers = await Promise.all(
    ports.map(async (port) =>
      asked(port, async (redis) => {
        const info = String(await redis.call("CLUSTER", "INFO"));
        const isLinked = !/^master_link_status:down/m.test(await redis.info("replication"));
        return (
          isLinked &&
          info.includes("cluster_state:ok") &&
          info.includes(`known_nodes:${ports.length}`)
        );
      }),
    ),
  );
  return answers.every(Boolean);
};

const joinNodes = async (
  { masterCount, replicaCount = 0 }: RedisClusterOptions,
  ports: readonly (readonly [number, number])[],
): Promise<void> => {
  const [[firstPort, firstBus] = [0, 0]] = ports;
  for (const [index, [port]] of ports.entries()) {
    await asked(port, async (redis) => {
      await redis.call("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
      if (index < masterCount) {
        await redis.call("CLUSTER", "ADDSLOTSRANGE", ...slotRange(index, masterCount));
      }
      if (index > 0) await redis.call("CLUSTER", "MEET", "127.0.0.1", firstPort, firstBus);
    });
  }
  const all = ports.map(([port]) => port);
  await until("a cluster", async () => isWhole(all));
  if (replicaCount === 0) return;
  for (const [index, [port]] of ports.entries()) {
    if (index < masterCount) continue;
    const master = all[index % masterCount] ?? firstPort;
    const id = await asked(master, async (redis) => redis.call("CLUSTER", "MYID"));
    await until("a replica", async () =>
      asked(port, async (redis) => (await redis.call("CLUSTER", "REPLICATE", String(id))) === "OK"),
    );
  }
  await until("replicas", async () => isWhole(all));
};

/** Starts the masters and their replicas on free ports of 127.0.0.1, and joins them: slots in equal parts, replicas in turn. */
export const startRedisCluster = async (options: RedisClusterOptions): Promise<RedisCluster> => {
  const count = options.masterCount * (1 + (options.replicaCount ?? 0));
  const nodes: ClusterNode[] = [];
  const ports: (readonly [number, number])[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = [await freePort(), await freePort()] as const;
    ports.push(at);
    nodes.push(await startNode(options, index, ...at));
  }
  await joinNodes(options, ports);
  return {
    url: `redis-cluster://${ports.map(([port]) => `127.0.0.1:${port}`).join(",")}`,
    nodes,
    whole: async () => until("whole", async () => isWhole(ports.map(([port]) => port))),
    stop: async () => {
      await Promise.all(nodes.map(async (node) => node.stop("SIGKILL")));
    },
  };
};
