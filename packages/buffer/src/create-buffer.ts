import { connectRedis } from "./connection/connection.ts";
import type { Durability } from "./connection/durability.ts";
import type { ChargeQuotas } from "./settle/pending-deltas.ts";
import { RedisBuffer } from "./collect/redis-buffer.ts";
import { makeShards } from "./shards.ts";

export interface BufferOptions {
  /** `redis://` or `rediss://`; `redis-cluster://host:port,host:port` (or `rediss-cluster://`) for a cluster. */
  readonly url: string;
  /**
   * Most bytes of entries that may wait for the ledger; above it collect answers BUSY. Default 512 MB, about 2 million records: half an hour at
   * 1,000 a second. Leave Redis's `maxmemory` at least 30 % above it: ids seen lately and counters need room too.
   */
  readonly waitingBytesMax?: number;
  /** How long the ids of kept records are remembered, to spare the ledger quick re-sends. Default 10 minutes. */
  readonly rememberMs?: number;
  /** How long one call may take before it fails with UnavailableError. Default 1 s. */
  readonly commandTimeoutMs?: number;
  /** How many shards there are: the same in every process. Default 1. */
  readonly shards?: number;
  /** What an accepted record outlives; see the setting REDIS_DURABILITY. Default `host`. */
  readonly durability?: Durability;
  /** What a record adds to the counters of quotas. Called for every record as it is kept. Default: nothing. */
  readonly charge?: ChargeQuotas;
  /** Told of every failed attempt to connect and every broken connection; it mends itself. */
  readonly onConnectionError?: (error: Error) => void;
}

const WAITING_BYTES_MAX = 512_000_000;
const REMEMBER_MS = 10 * 60_000;
const COMMAND_TIMEOUT_MS = 1_000;
/** Silence is found out after the calls that suffered it have failed. */
const SILENCE_PER_TIMEOUT = 2;

/**
 * The door's side of the buffer. Connects in the background and for ever; `verify()` waits for the connection and checks the server's settings.
 * Until then, and whenever Redis is away, every call fails at once with UnavailableError.
 */
export const createBuffer = ({
  url,
  waitingBytesMax = WAITING_BYTES_MAX,
  rememberMs = REMEMBER_MS,
  commandTimeoutMs = COMMAND_TIMEOUT_MS,
  shards = 1,
  durability = "host",
  charge,
  onConnectionError,
}: BufferOptions): RedisBuffer =>
  new RedisBuffer(
    connectRedis({
      url,
      name: "tokenledger-buffer",
      commandTimeoutMs,
      silenceMsMax: commandTimeoutMs * SILENCE_PER_TIMEOUT,
      onConnectionError,
    }),
    makeShards(shards),
    { waitingBytesMax: Math.floor(waitingBytesMax / shards), rememberMs, charge, durability },
  );
