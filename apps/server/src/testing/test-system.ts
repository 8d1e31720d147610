import { mintAccessKey } from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";
import { createTestLedger } from "@tokenledger/ledger/testing";
import { createTestRedis, type TestRedis } from "@tokenledger/services/testing";
import type { AccessKeyScope, AccessKeyView } from "@tokenledger/usage";
import { readConfig, type ServerConfig } from "../config.ts";

/** The pepper of the keys of a test system. */
const PEPPER = "pepper-of-the-test-system-0123456789";

/** Real stores for a server, migrated and empty. */
export interface TestSystem {
  /** Each part of it under the role of the process that works with it. */
  readonly ledger: Ledger;
  readonly redis: Pick<TestRedis, "urlAs">;
  /** What the server's process would be given, under its role and user. Port 0: a free one. */
  readonly environment: Readonly<Record<string, string>>;
  readonly config: ServerConfig;
  makeKey(scopes?: readonly AccessKeyScope[]): Promise<{ token: string; key: AccessKeyView }>;
  close(): Promise<void>;
}

/** Call it once a test file. */
export const createTestSystem = async (): Promise<TestSystem> => {
  const [database, redis] = await Promise.all([createTestLedger(), createTestRedis()]);
  const environment = {
    DATABASE_URL: database.urlAs("tokenledger_server"),
    REDIS_URL: redis.urlAs("server"),
    TOKENLEDGER_KEY_PEPPER: PEPPER,
    PORT: "0",
  };
  return {
    ledger: database.ledger,
    redis,
    environment,
    config: readConfig(environment),
    makeKey: async (scopes = ["collect"]) => {
      const { token, ...minted } = mintAccessKey({ env: "test", pepper: PEPPER });
      const key = await database.ledger.adminDirectory.createAccessKey({
        ...minted,
        name: `key ${minted.keyId}`,
        scopes,
        expiresAt: null,
      });
      return { token, key };
    },
    close: async () => {
      await Promise.all([database.close(), redis.close()]);
    },
  };
};
