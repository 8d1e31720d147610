import type { MikroORM } from "@mikro-orm/postgresql";
import { afterAll, beforeAll } from "vitest";
import type { Ledger } from "../ledger.ts";
import { openDatabase } from "../open-database.ts";
import { createTestLedger, type TestLedger } from "./create-test-ledger.ts";

/** A test file's own ledger, and its database beside it, to look at and to spoil. */
export interface UsedLedger {
  readonly url: string;
  readonly ledger: Ledger;
  readonly orm: MikroORM;
}

interface Opened {
  readonly store: TestLedger;
  readonly orm: MikroORM;
}

/** Opens a ledger before a file's first test and drops it after its last. @throws Error when used outside of a test. */
export const useLedger = (): UsedLedger => {
  let opened: Opened | null = null;
  const now = (): Opened => {
    if (opened === null) throw new Error("The ledger is there while tests run");
    return opened;
  };
  beforeAll(async () => {
    const store = await createTestLedger();
    opened = { store, orm: await openDatabase({ url: store.url, poolMax: 8 }) };
  });
  afterAll(async () => {
    const { store, orm } = now();
    await orm.close();
    await store.close();
  });
  return {
    get url() {
      return now().store.url;
    },
    get ledger() {
      return now().store.ledger;
    },
    get orm() {
      return now().orm;
    },
  };
};
