import type { MikroORM } from "@mikro-orm/postgresql";
import { afterAll, beforeAll } from "vitest";
import { openDatabase } from "../open-database.ts";
import { createTestLedger, type TestLedger } from "./create-test-ledger.ts";

/** A test file's own ledger, and beside it its database as the owner of the schema: to look at and to spoil. */
export interface UsedLedger extends Pick<
  TestLedger,
  "ownerUrl" | "superuserUrl" | "urlAs" | "ledger"
> {
  readonly ownerOrm: MikroORM;
}

interface Opened {
  readonly store: TestLedger;
  readonly orm: MikroORM;
}

/**
 * Opens a database before a file's first test and closes it after its last: for a part of the ledger that is tried by itself, under the role of the
 * process it belongs to, and for what is seen by nobody but a superuser. @throws Error when used outside of a test.
 */
export const useOrm = (urlOf: () => string): { readonly orm: MikroORM } => {
  let orm: MikroORM | null = null;
  beforeAll(async () => {
    orm = await openDatabase({ url: urlOf(), poolMax: 8 });
  });
  afterAll(async () => orm?.close());
  return {
    get orm() {
      if (orm === null) throw new Error("The database is there while tests run");
      return orm;
    },
  };
};

/** Opens a ledger before a file's first test and drops it after its last. @throws Error when used outside of a test. */
export const useLedger = (): UsedLedger => {
  let opened: Opened | null = null;
  const now = (): Opened => {
    if (opened === null) throw new Error("The ledger is there while tests run");
    return opened;
  };
  beforeAll(async () => {
    const store = await createTestLedger();
    opened = { store, orm: await openDatabase({ url: store.ownerUrl, poolMax: 8 }) };
  });
  afterAll(async () => {
    const { store, orm } = now();
    await orm.close();
    await store.close();
  });
  return {
    get ownerUrl() {
      return now().store.ownerUrl;
    },
    get superuserUrl() {
      return now().store.superuserUrl;
    },
    urlAs: (role) => now().store.urlAs(role),
    get ledger() {
      return now().store.ledger;
    },
    get ownerOrm() {
      return now().orm;
    },
  };
};
