import { QuotaRulesCache, type Clock } from "@tokenledger/api";
import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { createLedger, refuseNewerSchema, type Ledger } from "@tokenledger/ledger";
import { UnavailableError, type TotalsMirror } from "@tokenledger/usage";
import type { Logger } from "pino";
import type { ServerConfig } from "./config.ts";
import { CounterHandOver } from "./counters/counter-hand-over.ts";
import { DirectAppend } from "./ingest/direct-append.ts";
import type { QuotaDecisions } from "./quotas/quota-decisions.ts";
import { openQuotas, type Quotas } from "./quotas/open-quotas.ts";

const CONNECTIONS_MAX = 10;

/** Both stores, and the way into them. */
export interface Stores {
  readonly ledger: Ledger;
  readonly redis: RedisBuffer;
  /** Redis; while it is away, the ledger. */
  readonly buffer: DirectAppend;
  readonly quotas: Quotas;
  /** Closing twice is no error. */
  close(): Promise<void>;
}

/** A Redis that is away is waited for later; one that would evict what it accepted is refused. */
const verify = async (redis: RedisBuffer, logger: Logger): Promise<void> => {
  try {
    for (const warning of await redis.verify()) {
      logger.warn({ warning }, "Redis is not set up as it should be");
    }
  } catch (error) {
    if (!(error instanceof UnavailableError)) {
      throw error;
    }
    logger.warn({ err: error }, "Redis is away: starting without it");
  }
};

const warnTo =
  (logger: Logger) =>
  (details: object, text: string): void => {
    logger.warn(details, text);
  };

/** What went past Redis was charged to no counter of a quota: they are to read the ledger anew. */
const mirrorTo =
  (redis: RedisBuffer): TotalsMirror =>
  async (totals) => {
    await redis.mirror(totals);
    await redis.quotas.forgetSeeds();
  };

const openLedger = async (config: ServerConfig): Promise<Ledger> =>
  createLedger({
    url: config.DATABASE_URL,
    poolMax: CONNECTIONS_MAX,
    applicationName: "tokenledger-server",
    cursorSecret: config.TOKENLEDGER_KEY_PEPPER,
  });

/**
 * Opens PostgreSQL and Redis. Either may be away: its connection is made when it is back.
 *
 * @throws InvalidInputError REDIS_UNSAFE when Redis would evict what it accepted; SCHEMA_NEWER when a newer version changed the ledger.
 */
export const openStores = async (
  config: ServerConfig,
  logger: Logger,
  decisions: QuotaDecisions,
): Promise<Stores> => {
  const redis = createBuffer({
    url: config.REDIS_URL,
    shards: config.REDIS_SHARDS,
    durability: config.REDIS_DURABILITY,
    charge: (record) => rules.charge(record),
    onConnectionError: (error) => {
      logger.warn({ err: error }, "Redis does not answer");
    },
  });
  const ledger = await openLedger(config);
  const clock: Clock = Date.now;
  const rules = new QuotaRulesCache({ quotas: ledger.quotas, prices: ledger.prices, clock });
  const quotas = openQuotas({
    rules,
    counters: redis.quotas,
    ledger,
    logger,
    clock,
    onAnswer: (answer) => decisions.answered(answer),
  });
  const handOver = new CounterHandOver({ cells: ledger.unmirroredCells, mirror: mirrorTo(redis) });
  const buffer = new DirectAppend({
    buffer: redis,
    ledger: ledger.usage,
    onChange: (isDirect) => {
      logger.warn({ isDirect }, isDirect ? "collecting without Redis" : "Redis is back");
      if (!isDirect) void handOver.now();
    },
  });
  const close = async (): Promise<void> => {
    await handOver.close();
    await quotas.close();
    await Promise.all([redis.close(), ledger.close()]);
  };
  try {
    await Promise.all([verify(redis, logger), refuseNewerSchema(ledger, warnTo(logger))]);
  } catch (error) {
    await close();
    throw error;
  }
  handOver.start();
  return { ledger, redis, buffer, quotas, close };
};
