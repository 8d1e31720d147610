import type { RedisInspection } from "@tokenledger/buffer";
import { checkClock } from "./check-clock.ts";
import { about, errorCodeOf, withoutPassword, type Finding } from "./finding.ts";

const { ok, warning, fails } = about("Redis");

const MAJOR_MIN = 7;
/** Entries, counters and the ids seen lately; the buffer answers BUSY at 512 MB of entries. */
const MAXMEMORY_BYTES_MIN = 700_000_000;
const USED_SHARE_MAX = 0.8;

const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there: start Redis, or correct host and port in REDIS_URL.",
  ENOTFOUND: "No machine has this name: correct the host in REDIS_URL.",
  EAI_AGAIN: "The name could not be looked up: correct the host in REDIS_URL, or mend DNS.",
  ETIMEDOUT: "The host does not answer: a firewall, or a wrong address in REDIS_URL.",
  WRONGPASS: "The password is wrong: correct it in REDIS_URL (redis://:PASSWORD@host:6379).",
  NOAUTH: "Redis asks for a password: redis://:PASSWORD@host:6379 in REDIS_URL.",
  NOPERM: "The user may not run what the buffer needs: widen its ACL.",
  LOADING: "Redis is reading its append-only file: try again in a moment.",
};

/** What an unreachable Redis means. */
export const redisAway = (url: string, error: unknown): Finding => {
  const code = errorCodeOf(error);
  return fails(
    `${withoutPassword(url)} cannot be used${code === undefined ? "" : ` (${code})`}`,
    refusals[code ?? ""] ??
      "Where it is busy, ask again. Else it hangs, or is no Redis: see its own log, and whether REDIS_URL is right.",
  );
};

const checkPolicy = ({ maxmemoryPolicy }: RedisInspection): Finding =>
  maxmemoryPolicy === "noeviction"
    ? ok("maxmemory-policy noeviction")
    : fails(
        `maxmemory-policy ${maxmemoryPolicy ?? "unknown"}: accepted records may be dropped, and the server does not start`,
        "CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.",
      );

const checkPersistence = ({ hasAppendOnlyFile, appendfsync }: RedisInspection): Finding => {
  if (!hasAppendOnlyFile) {
    return fails(
      "keeps no append-only file: what it accepted is lost when it ends",
      "CONFIG SET appendonly yes, and the same in redis.conf.",
    );
  }
  if (appendfsync === "always") return ok("append-only file, synced at every write");
  return appendfsync === null
    ? warning(
        "does not tell its appendfsync: whether a loss of power takes records is unknown",
        "Ask whoever runs it for appendfsync always.",
      )
    : warning(
        `appendfsync ${appendfsync}: a loss of power takes the last accepted records`,
        "CONFIG SET appendfsync always, and the same in redis.conf.",
      );
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

const checkMemory = ({ maxmemoryBytes, usedBytes }: RedisInspection): Finding => {
  if (maxmemoryBytes === 0) return ok(`uses ${megabytes(usedBytes)}, without a limit`);
  const text = `uses ${megabytes(usedBytes)} of ${megabytes(maxmemoryBytes)}`;
  if (usedBytes > maxmemoryBytes * USED_SHARE_MAX) {
    return fails(
      `${text}: soon it takes no more`,
      "See whether a flusher runs (`tokenledger flush`); raise maxmemory.",
    );
  }
  return maxmemoryBytes < MAXMEMORY_BYTES_MIN
    ? warning(
        `${text}: less than the buffer may fill`,
        `CONFIG SET maxmemory ${MAXMEMORY_BYTES_MIN}, or more.`,
      )
    : ok(text);
};

const checkNode = (found: RedisInspection): readonly Finding[] => {
  const { version, name, isReplica, clockAheadMs } = found;
  const isOld = Number(version.split(".")[0]) < MAJOR_MIN;
  const replica = fails(
    "is a replica: it takes no writes",
    "Let REDIS_URL name the primary, or nodes of a cluster (redis-cluster://).",
  );
  return [
    isOld
      ? fails(`version ${version} is older than 7`, "Upgrade it: Redis 7, or Valkey 8.")
      : ok(`version ${version}${name === "valkey" ? " (Valkey)" : ""}`),
    ...(isReplica ? [replica] : []),
    checkPolicy(found),
    checkPersistence(found),
    checkMemory(found),
    checkClock("Redis", clockAheadMs),
  ];
};

/** What a Redis that answers means; of several nodes, each by its address. */
export const checkRedis = (nodes: readonly RedisInspection[]): readonly Finding[] =>
  nodes.flatMap((node) => {
    const findings = checkNode(node);
    return nodes.length === 1
      ? findings
      : findings.map(({ subject, state, text, advice }) => ({
          subject,
          state,
          text: `${node.address}: ${text}`,
          advice,
        }));
  });
