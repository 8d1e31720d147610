import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const stores = {
  DATABASE_URL: "postgresql://ledger@127.0.0.1/ledger",
  REDIS_URL: "redis://127.0.0.1",
};

test("with nothing but the stores it has settings that work", () => {
  expect(readConfig(stores)).toMatchObject({
    LOG_LEVEL: "info",
    FLUSH_RECORDS_MAX: 2_000,
    FLUSH_CLAIM_IDLE_MS: 10_000,
    FLUSH_SILENT_MS_MAX: 30_000,
    FLUSH_RSS_MB_MAX: 230,
  });
  expect(readConfig(stores).TOKENLEDGER_CRASH_AT).toBeUndefined();
});

test("two flushers on one host are two consumers unless named", () => {
  expect(readConfig(stores).FLUSH_CONSUMER).toContain(String(process.pid));
  expect(readConfig({ ...stores, FLUSH_CONSUMER: "a-1" }).FLUSH_CONSUMER).toBe("a-1");
});

test("every fault is named at once", () => {
  for (const name of ["DATABASE_URL", "REDIS_URL", "FLUSH_CONSUMER", "FLUSH_WAIT_MS"]) {
    expect(() =>
      readConfig({ REDIS_URL: "http://x", FLUSH_CONSUMER: "a b", FLUSH_WAIT_MS: "soon" }),
    ).toThrow(name);
  }
});
