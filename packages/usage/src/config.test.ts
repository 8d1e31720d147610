import { expect, test } from "vitest";
import { z } from "zod";
import { parseConfig, redisShape } from "./config.ts";
import { InvalidInputError } from "./errors.ts";

const shape = {
  DATABASE_URL: z.url(),
  PORT: z.coerce.number().int().default(4300),
};

test("settings are read with their defaults, and others are not taken", () => {
  const environment = { DATABASE_URL: "postgres://127.0.0.1/ledger", HOME: "/nowhere" };
  expect(parseConfig(shape, environment)).toEqual({
    DATABASE_URL: "postgres://127.0.0.1/ledger",
    PORT: 4300,
  });
});

test("an empty variable counts as missing", () => {
  const environment = { DATABASE_URL: "postgres://127.0.0.1/ledger", PORT: "" };
  expect(parseConfig(shape, environment).PORT).toBe(4300);
});

const failing = (): unknown => parseConfig(shape, { DATABASE_URL: undefined, PORT: "x" });

test("all faults are reported together, each with its variable", () => {
  expect(failing).toThrow(InvalidInputError);
  expect(failing).toThrow(/DATABASE_URL[^]*PORT|PORT[^]*DATABASE_URL/u);
  expect(failing).toThrow(expect.objectContaining({ code: "CONFIG_INVALID", retryable: false }));
});

const readRedis = (url: string) => parseConfig(redisShape, { REDIS_URL: url, REDIS_SHARDS: "4" });

test("the buffer may be on one Redis or on a cluster named by some of its nodes", () => {
  for (const url of [
    "redis://h",
    "rediss://u:p@h:1/0",
    "redis-cluster://:p@a:1,b:2",
    "rediss-cluster://a",
  ]) {
    expect(readRedis(url)).toMatchObject({ REDIS_URL: url, REDIS_SHARDS: 4 });
  }
  for (const url of ["http://h", "redis://a,b", "redis-cluster://", "redis-cluster://a:1/3"]) {
    expect(() => readRedis(url)).toThrow(/REDIS_URL/u);
  }
  expect(() => parseConfig(redisShape, { REDIS_URL: "redis://h", REDIS_SHARDS: "17" })).toThrow(
    /REDIS_SHARDS/u,
  );
});
