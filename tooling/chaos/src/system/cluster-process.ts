import { setTimeout as delay } from "node:timers/promises";
import type { ClusterNode, RedisCluster } from "@tokenledger/services";
import { Redis } from "ioredis";
import type { StoreProcess } from "./store-target.ts";

/** Short, so that a run sees many failovers. */
export const CLUSTER_NODE_TIMEOUT_MS = 600;
/** A dead master stays dead until its replica has taken over, or could not. */
const FAILOVER_MS_MAX = 8_000;

const isMaster = async (port: number): Promise<boolean> => {
  const redis = new Redis(port, "127.0.0.1", { retryStrategy: () => null, commandTimeout: 1_000 });
  redis.on("error", () => undefined);
  try {
    return (await redis.info("replication")).includes("role:master");
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
};

/** Nodes of the cluster that are masters now, those of dead or stopped processes aside. */
const masterCount = async (nodes: readonly ClusterNode[]): Promise<number> => {
  const masters = await Promise.all(nodes.map(async ({ port }) => isMaster(port)));
  return masters.filter(Boolean).length;
};

/** A cluster as one store: each crash takes the next master, and waits for a replica to take its place before it comes back as one. @param onFailover told how long that took. */
export const clusterProcess = (
  cluster: RedisCluster,
  onFailover: (waitMs: number) => void = () => undefined,
): StoreProcess => {
  const { nodes } = cluster;
  let at = 0;

  const nextMaster = async (): Promise<ClusterNode | undefined> => {
    for (const _ of nodes) {
      at = (at + 1) % nodes.length;
      const node = nodes[at];
      if (node !== undefined && (await isMaster(node.port))) return node;
    }
    return undefined;
  };

  let dead: ClusterNode | undefined;
  return {
    pid: () => nodes[at]?.pid(),
    crash: async () => {
      await cluster.whole();
      dead = await nextMaster();
      const before = await masterCount(nodes);
      await dead?.stop();
      const startMs = performance.now();
      while ((await masterCount(nodes)) < before) {
        if (performance.now() > startMs + FAILOVER_MS_MAX) return;
        await delay(50);
      }
      onFailover(performance.now() - startMs);
    },
    restart: async () => {
      await dead?.restart();
      await cluster.whole();
    },
  };
};
