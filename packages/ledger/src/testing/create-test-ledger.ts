import {
  createTestDatabase,
  makeTemplateOnce,
  type TestDatabase,
} from "@tokenledger/services/testing";
import type { Ledger } from "../ledger.ts";
import { migrate } from "../migrate.ts";
import { openDeployedLedger } from "./deployed-ledger.ts";

/** A ledger over a fresh, migrated database of its own on the run's PostgreSQL. */
export interface TestLedger extends TestDatabase {
  /** Each part of it under the role of the process that works with it. */
  readonly ledger: Ledger;
  close(): Promise<void>;
}

const TEMPLATE = "tokenledger_migrated";

/** Takes about 0.2 seconds: migrated once a run, then copied. Call it once a test file. */
export const createTestLedger = async (): Promise<TestLedger> => {
  await makeTemplateOnce(TEMPLATE, migrate);
  const database = await createTestDatabase(TEMPLATE);
  const ledger = await openDeployedLedger(database);
  return {
    ...database,
    ledger,
    close: async () => {
      await ledger.close();
      await database.close();
    },
  };
};
