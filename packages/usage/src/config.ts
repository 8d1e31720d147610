import { z } from "zod";
import { InvalidInputError } from "./errors.ts";

export {
  guessableSecrets,
  isGuessable,
  passwordOf,
  type SecretSetting,
} from "./guessable-secrets.ts";

const SHARDS_MAX = 16;
/** `redis://` and `rediss://` name one server; with `-cluster`, some nodes of a cluster, apart by commas. */
const REDIS_URL = /^rediss?(:\/\/[^\s,]+|-cluster:\/\/[^\s/]+(\/0?)?)$/;

/** Where the buffer is; the same for every process of a system. */
export const redisShape = {
  /** Redis that holds the buffer: `redis://host:6379`, or `redis-cluster://host:6379,host:6379` with some nodes of a cluster. */
  REDIS_URL: z.string().regex(REDIS_URL, {
    error: "must be redis://host:port, rediss://…, or redis-cluster://host:port,host:port",
  }),
  /**
   * What an accepted record outlives. `process`: the end of any process. `host` (default): a loss of power, with `appendfsync always`.
   * `replicated`: the loss of one host too; each call waits until a replica has it. A failover is then without loss as far as Redis can promise it.
   */
  REDIS_DURABILITY: z.enum(["process", "host", "replicated"]).default("host"),
  /** How many shards the buffer is cut into, by access key. Default 1. May be raised at any time; lowered only once nothing waits. */
  REDIS_SHARDS: z.coerce.number().int().min(1).max(SHARDS_MAX).default(1),
};

/**
 * Reads a process's settings from its environment, once.
 * Empty variables count as missing. All faults are reported together, each naming its variable.
 *
 * @throws InvalidInputError CONFIG_INVALID
 */
export const parseConfig = <Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> => {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = z.object(shape).safeParse(present);
  if (!result.success) {
    throw new InvalidInputError(
      "CONFIG_INVALID",
      `Settings are wrong:\n${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
};
