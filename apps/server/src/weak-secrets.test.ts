import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const strong = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://server:5f1c9e27ab@db/ledger",
  REDIS_URL: "redis://server:77b0d2e4c8@redis:6379",
  TOKENLEDGER_KEY_PEPPER: "9b1c5d7e2f3a4860b1c5d7e2f3a48600",
};

test.each([
  ["a password of the handbook", { DATABASE_URL: "postgresql://server:Postgres@db/ledger" }],
  ["a password of one letter", { REDIS_URL: "redis://server:aaaaaaaaaaaaaaaa@redis:6379" }],
  ["a cluster's password", { REDIS_URL: "redis-cluster://server:changeme@a:6379,b:6379" }],
  ["a pepper that was typed", { TOKENLEDGER_KEY_PEPPER: "ab".repeat(20) }],
  ["another pepper that was typed", { TOKENLEDGER_KEY_PEPPER_ALSO: "x".repeat(40) }],
  ["a token for metrics that was typed", { TOKENLEDGER_METRICS_TOKEN: "1234".repeat(4) }],
])("in production %s is refused, and its value is not repeated", (_what, weak) => {
  const [name = "", value = ""] = Object.entries(weak)[0] ?? [];
  const read = (): unknown => readConfig({ ...strong, ...weak });
  expect(read).toThrow(name);
  expect(read).not.toThrow(value);
  expect(() => readConfig({ ...strong, ...weak, NODE_ENV: "development" })).not.toThrow();
});

test("in production random secrets are taken, and stores that ask for no password", () => {
  expect(() => readConfig(strong)).not.toThrow();
  const without = { DATABASE_URL: "postgresql://db/ledger", REDIS_URL: "redis-cluster://a:1,b:2" };
  expect(() => readConfig({ ...strong, ...without })).not.toThrow();
});
