import { expect, test } from "vitest";
import { roleEnvironment } from "./role-environment.ts";

const config = { PORT: 4300, HOST: "127.0.0.1", TOKENLEDGER_DATA_DIR: "/data" };
const stores = { databaseUrl: "postgres://ours", redisUrl: "redis://ours" };

test("links in notices lead to this machine, unless the environment names another address", () => {
  const plain = roleEnvironment(config, stores, "pepper", {});
  const elsewhere = roleEnvironment(config, stores, "pepper", {
    TOKENLEDGER_PUBLIC_URL: "https://usage.example.com",
  });

  expect(plain["TOKENLEDGER_PUBLIC_URL"]).toBe("http://127.0.0.1:4300");
  expect(elsewhere["TOKENLEDGER_PUBLIC_URL"]).toBe("https://usage.example.com");
});

test("the stores that were started outrank those of the environment", () => {
  const environment = roleEnvironment(config, stores, "pepper", {
    DATABASE_URL: "postgres://other",
    REDIS_URL: "redis://other",
  });

  expect(environment).toMatchObject({
    DATABASE_URL: "postgres://ours",
    REDIS_URL: "redis://ours",
  });
});
