import { AllowedHosts } from "@tokenledger/notify";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const right = {
  DATABASE_URL: "postgresql://127.0.0.1/ledger",
  REDIS_URL: "redis://127.0.0.1:6379",
  TOKENLEDGER_KEY_PEPPER: "p".repeat(32),
};

test("three settings are enough; the rest has defaults that let nobody in from outside", () => {
  expect(readConfig(right)).toStrictEqual({
    ...right,
    PORT: 4300,
    REDIS_DURABILITY: "host",
    REDIS_SHARDS: 1,
    HOST: "127.0.0.1",
    TOKENLEDGER_KEY_CALLS_PER_SECOND_MAX: 10_000,
    TOKENLEDGER_KEY_ENVIRONMENT: "live",
    TOKENLEDGER_PROXY_COUNT: 0,
    TOKENLEDGER_DRAIN_MS: 0,
    TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS: new AllowedHosts([]),
    LOG_LEVEL: "info",
  });
});

const readWrong = (): unknown =>
  readConfig({ DATABASE_URL: "mysql://canary-11", PORT: "70000", TOKENLEDGER_KEY_PEPPER: "short" });

test("every wrong setting is named at once, and no value is repeated", () => {
  expect(readWrong).toThrow(/DATABASE_URL/);
  expect(readWrong).toThrow(/REDIS_URL/);
  expect(readWrong).toThrow(/PORT/);
  expect(readWrong).toThrow(/TOKENLEDGER_KEY_PEPPER/);
  expect(readWrong).not.toThrow(/canary-11|70000|short/);
});
