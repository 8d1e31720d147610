import path from "node:path";
import { fileURLToPath } from "node:url";
import { createLedger, migrate, type Ledger } from "@tokenledger/ledger";
import { createDatabaseIfMissing, freePort } from "@tokenledger/services";
import { BENCH_PEPPER, makeTokens } from "./bench-keys.ts";
import type { BenchStores } from "./bench-stores.ts";
import { startProgram, type Program } from "./program.ts";

const KEY_COUNT = 20;
const STATEMENT_MS_MAX = 3_600_000;

type Settings = Readonly<Record<string, string>>;

/** A server of the product, in its own process. */
export interface ProductServer extends AsyncDisposable {
  readonly program: Program;
  readonly port: number;
}

/** A server of a program that listens there. Disposing of it ends the program. */
export const serverOf = (program: Program, port: number): ProductServer => ({
  program,
  port,
  [Symbol.asyncDispose]: async () => program[Symbol.asyncDispose](),
});

/** The product over the stores of a run, its processes started when they are wanted. */
export interface Product extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly ledger: Ledger;
  /** Of access keys that may collect. */
  readonly tokens: readonly string[];
  startServer(settings?: Settings): Promise<ProductServer>;
  startFlusher(settings?: Settings): Promise<Program>;
  startScheduler(settings?: Settings): Promise<Program>;
}

const entryOf = (app: string): string =>
  fileURLToPath(new URL(`../../../../apps/${app}/src/main.ts`, import.meta.url));

/** Makes a database of this name with the ledger's schema, and access keys in it. Disposing of it ends no program. */
export const openProduct = async (stores: BenchStores, database: string): Promise<Product> => {
  await createDatabaseIfMissing(stores.postgres.urlOf("postgres"), database);
  const databaseUrl = stores.postgres.urlOf(database);
  await migrate(databaseUrl);
  const ledger = await createLedger({ url: databaseUrl, statementMsMax: STATEMENT_MS_MAX });
  const shared = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: stores.redisUrl,
    LOG_LEVEL: "warn",
    // As `tokenledger start` gives it to every process.
    NODE_COMPILE_CACHE: path.join(stores.postgresFolder, "..", "compile-cache"),
  };
  return {
    databaseUrl,
    ledger,
    tokens: await makeTokens(ledger, KEY_COUNT),
    startServer: async (settings = {}) => {
      const port = await freePort();
      const env = {
        ...shared,
        PORT: String(port),
        TOKENLEDGER_KEY_PEPPER: BENCH_PEPPER,
        ...settings,
      };
      return serverOf(await startProgram({ entry: entryOf("server"), env }), port);
    },
    startFlusher: async (settings = {}) =>
      startProgram({ entry: entryOf("flusher"), env: { ...shared, ...settings } }),
    startScheduler: async (settings = {}) =>
      startProgram({ entry: entryOf("scheduler"), env: { ...shared, ...settings } }),
    [Symbol.asyncDispose]: async () => ledger.close(),
  };
};
