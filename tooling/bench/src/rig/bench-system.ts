import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { hashPassword } from "@tokenledger/api";
import { createLedger, migrate, type Ledger } from "@tokenledger/ledger";
import {
  createTokenledgerClient,
  openSession,
  type TokenledgerClient,
} from "@tokenledger/sdk/admin";
import { freePort, startPostgres, startRedis } from "@tokenledger/services";

const SERVER = fileURLToPath(new URL("../../../../apps/server/src/main.ts", import.meta.url));
const PEPPER = "pepper-of-the-benchmarks-0123456789";
const PASSWORD = "correct horse battery staple";
const LOGIN = "bench";
const START_MS_MAX = 60_000;
const STATEMENT_MS_MAX = 3_600_000;

/** Settings of a small server's PostgreSQL. */
const POSTGRES_SETTINGS = [
  "shared_buffers=1GB",
  "max_wal_size=8GB",
  "checkpoint_timeout=30min",
  "jit=off",
  "random_page_cost=1.1",
];

/** A whole system over stores of its own, and a client that is logged in. */
export interface BenchSystem extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly ledger: Ledger;
  /** Starts the server and logs in. Call it once, when the ledger is filled. */
  client(): Promise<TokenledgerClient>;
}

const untilAnswering = async (url: string): Promise<void> => {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    const isUp = await fetch(`${url}/livez`)
      .then((response) => response.ok)
      .catch(() => false);
    if (isUp) return;
    if (Date.now() > deadline) throw new Error("The server did not start.");
    await delay(100);
  }
};

const stopped = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null) return;
  server.kill("SIGTERM");
  await once(server, "exit");
};

/** Starts PostgreSQL and Redis under a folder and makes an empty ledger. Disposing of it ends everything; the folder stays. */
export const startBenchSystem = async (folder: string): Promise<BenchSystem> => {
  const postgres = await startPostgres({
    dataDir: path.join(folder, "postgres"),
    password: "bench",
    settings: POSTGRES_SETTINGS,
  });
  const redis = await startRedis({ dataDir: path.join(folder, "redis") });
  const databaseUrl = postgres.urlOf("postgres");
  await migrate(databaseUrl);
  const ledger = await createLedger({ url: databaseUrl, statementMsMax: STATEMENT_MS_MAX });
  const servers: ChildProcess[] = [];
  return {
    databaseUrl,
    ledger,
    client: async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      await ledger.memberDirectory.createMember({
        login: LOGIN,
        role: "owner",
        passwordHash: await hashPassword(PASSWORD),
      });
      servers.push(
        spawn(process.execPath, [SERVER], {
          stdio: "inherit",
          env: {
            DATABASE_URL: databaseUrl,
            REDIS_URL: redis.url,
            PORT: String(port),
            TOKENLEDGER_KEY_PEPPER: PEPPER,
            LOG_LEVEL: "warn",
          },
        }),
      );
      await untilAnswering(url);
      const token = await openSession({ url, login: LOGIN, password: PASSWORD });
      return createTokenledgerClient({ url, token });
    },
    [Symbol.asyncDispose]: async () => {
      for (const server of servers) await stopped(server);
      await ledger.close();
      await Promise.all([redis.stop("SIGKILL"), postgres.stop("immediate")]);
    },
  };
};
