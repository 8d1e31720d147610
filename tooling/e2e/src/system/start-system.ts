import { randomBytes } from "node:crypto";
import { hashPassword } from "@tokenledger/api";
import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { migrate, type Ledger } from "@tokenledger/ledger";
import { openDeployedLedger } from "@tokenledger/ledger/testing";
import {
  createTokenledgerClient,
  openSession,
  type TokenledgerClient,
} from "@tokenledger/sdk/admin";
import { freePort, type PostgresRole, type RedisUser } from "@tokenledger/services";
import {
  createTestDatabase,
  createTestRedis,
  type TestDatabase,
  type TestRedis,
} from "@tokenledger/services/testing";
import type { AccessKeyScope } from "@tokenledger/usage";
import { expect } from "vitest";
import { Role } from "./role.ts";

/** A store of whoever starts the system, who also closes it. */
type StoreOf<Store> = Omit<Store, "close">;

/** What the system is made of; its stores are those of the test run by default. */
export interface SystemOptions {
  readonly postgres?: StoreOf<TestDatabase>;
  readonly redis?: StoreOf<TestRedis>;
  /** False: no flusher is started. */
  readonly flusher?: boolean;
  /** What every process is given beside its own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** An access key for collecting. */
export interface TestKey {
  readonly id: string;
  readonly token: string;
}

/** The product as its users meet it, each process under its role of least privilege: real processes over real stores, and eyes behind the curtain. */
export interface TestSystem extends AsyncDisposable {
  /** Of the server; stays the same when it is started again. */
  readonly url: string;
  readonly database: StoreOf<TestDatabase>;
  readonly redis: StoreOf<TestRedis>;
  readonly server: Role;
  readonly flusher: Role;
  /** Not started: a test that needs it does. */
  readonly scheduler: Role;
  /** Logged in as owner, through the door. */
  readonly admin: TokenledgerClient;
  /** The ledger behind the door, each part of it under the role of the process that works with it. */
  readonly ledger: Ledger;
  /** The buffer behind the door. */
  readonly buffer: RedisBuffer;
  createKey(name: string, scopes?: readonly AccessKeyScope[]): Promise<TestKey>;
  /** Waits until nothing is on its way to the ledger any more. */
  drained(waitMsMax?: number): Promise<void>;
}

const PEPPER = randomBytes(32).toString("hex");
const OWNER = { login: "owner", password: randomBytes(12).toString("hex") } as const;
const DRAIN_MS_MAX = 15_000;
/** A busy machine's disk may take longer to sync than a caller would wait. */
const COMMAND_TIMEOUT_MS = 10_000;

const prepareLedger = async (database: StoreOf<TestDatabase>): Promise<Ledger> => {
  await migrate(database.ownerUrl);
  const ledger = await openDeployedLedger(database);
  const passwordHash = await hashPassword(OWNER.password);
  await ledger.memberDirectory.createMember({ login: OWNER.login, role: "owner", passwordHash });
  return ledger;
};

const storesOf = async (options: SystemOptions) => {
  const own = new AsyncDisposableStack();
  const ownDatabase = async (): Promise<TestDatabase> =>
    own.adopt(await createTestDatabase(), async (database) => database.close());
  const ownRedis = async (): Promise<TestRedis> =>
    own.adopt(await createTestRedis(), async (redis) => redis.close());
  return {
    database: options.postgres ?? (await ownDatabase()),
    redis: options.redis ?? (await ownRedis()),
    close: async () => own.disposeAsync(),
  };
};

/** Each process under its own role and user, which may do what it does and no more. */
const rolesOf = async (
  { database, redis }: Awaited<ReturnType<typeof storesOf>>,
  settings: Readonly<Record<string, string>>,
) => {
  const storesAs = (role: PostgresRole, user: RedisUser) => ({
    LOG_LEVEL: "warn",
    ...settings,
    DATABASE_URL: database.urlAs(role),
    REDIS_URL: redis.urlAs(user),
  });
  const port = await freePort();
  const pepper = { TOKENLEDGER_KEY_PEPPER: settings["TOKENLEDGER_KEY_PEPPER"] ?? PEPPER };
  return {
    url: `http://127.0.0.1:${port}`,
    server: new Role("server", {
      ...storesAs("tokenledger_server", "server"),
      ...pepper,
      PORT: String(port),
    }),
    flusher: new Role("flusher", {
      ...storesAs("tokenledger_ingest", "flusher"),
      FLUSH_CONSUMER: "flusher",
      FLUSH_WAIT_MS: "50",
    }),
    scheduler: new Role("scheduler", {
      ...storesAs("tokenledger_scheduler", "scheduler"),
      ...pepper,
      LOG_LEVEL: settings["LOG_LEVEL"] ?? "info",
    }),
  };
};

/** Starts everything and waits until it is ready: about a second and a half. Disposing of it kills the processes and drops its stores. */
export const startSystem = async (options: SystemOptions = {}): Promise<TestSystem> => {
  const stores = await storesOf(options);
  const ledger = await prepareLedger(stores.database);
  const { url, server, flusher, scheduler } = await rolesOf(stores, options.settings ?? {});
  await Promise.all([server.start(), options.flusher === false ? undefined : flusher.start()]);
  const buffer = createBuffer({
    url: stores.redis.urlAs("server"),
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
  });
  await buffer.verify();
  const session = await openSession({ url, ...OWNER });
  const admin = createTokenledgerClient({ url, token: session });
  return {
    url,
    database: stores.database,
    redis: stores.redis,
    server,
    flusher,
    scheduler,
    admin,
    ledger,
    buffer,
    createKey: async (name, scopes = ["collect"]) => {
      const { accessKey, token } = await admin.accessKeys.create.mutate({
        name,
        scopes: [...scopes],
      });
      return { id: accessKey.id, token };
    },
    drained: async (waitMsMax = DRAIN_MS_MAX) => {
      await expect
        .poll(() => buffer.backlog(), { timeout: waitMsMax, interval: 25 })
        .toMatchObject({ entryCount: 0 });
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([server.kill(), flusher.kill(), scheduler.kill()]);
      await Promise.all([buffer.close(), ledger.close()]);
      await stores.close();
    },
  };
};
