import type { RedisInspection } from "@tokenledger/buffer";
import type { DatabaseInspection } from "@tokenledger/ledger";
import { expect, test } from "vitest";
import { checkNode } from "./check-node.ts";
import { checkPostgres, postgresAway } from "./check-postgres.ts";
import { checkRedis, redisAway } from "./check-redis.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkSettings } from "./check-settings.ts";
import { findingText } from "./finding-text.ts";

const database: DatabaseInspection = {
  version: "18.4",
  versionNumber: 180_004,
  encoding: "UTF8",
  timeZone: "UTC",
  isReadOnly: false,
  isDurable: true,
  clockAheadMs: 3,
  pending: [],
  unknown: [],
  missingPartitions: [],
};

const redis: RedisInspection = {
  address: "a:6379",
  version: "7.0.15",
  name: "redis",
  isReplica: false,
  maxmemoryPolicy: "noeviction",
  maxmemoryBytes: 1_000_000_000,
  usedBytes: 1_000_000,
  hasAppendOnlyFile: true,
  appendfsync: "always",
  clockAheadMs: -3,
};

const GOOD = "9f4c1b7e2d8a6053";

test("what is as it should be asks for nothing", () => {
  const findings = [...checkPostgres(database), ...checkRedis([redis])];
  expect(findings.filter(({ state, advice }) => state !== "ok" || advice !== null)).toEqual([]);
});

test.each([
  ["an old Node", [checkNode("20.19.5")], /20\.19\.5 is older/],
  ["a Node that is just new enough", [checkNode("22.17.0")], null],
  ["an old PostgreSQL", checkPostgres({ ...database, versionNumber: 170_006 }), /older than 18/],
  ["an encoding of bytes", checkPostgres({ ...database, encoding: "SQL_ASCII" }), /SQL_ASCII/],
  ["an old Redis", checkRedis([{ ...redis, version: "6.2.14" }]), /older than 7/],
  ["a replica", checkRedis([{ ...redis, isReplica: true }]), /is a replica/],
  [
    "one node of several",
    checkRedis([redis, { ...redis, address: "b:1", hasAppendOnlyFile: false }]),
    /^b:1: keeps no/,
  ],
  ["a policy that is not told", checkRedis([{ ...redis, maxmemoryPolicy: null }]), /unknown/],
  [
    "a store that fails in its own way",
    [postgresAway("postgresql://h/d", new Error("odd"))],
    /^postgresql:\/\/h\/d cannot be used$/,
  ],
  [
    "a wrong password of Redis",
    [redisAway("redis://:p@h", Object.assign(new Error("WRONGPASS no"), { name: "ReplyError" }))],
    /redis:\/\/:…@h .*WRONGPASS/,
  ],
  [
    "a pepper that everybody tries",
    checkSecrets({ TOKENLEDGER_KEY_PEPPER: "change-me".repeat(4) }),
    /PEPPER can be/,
  ],
  [
    "a second pepper of one character",
    checkSecrets({ TOKENLEDGER_KEY_PEPPER_ALSO: "x".repeat(40) }),
    /PEPPER_ALSO can be/,
  ],
  ["a pepper of two equal halves", checkSecrets({ TOKENLEDGER_KEY_PEPPER: GOOD.repeat(2) }), null],
  ["a good pepper", checkSecrets({ TOKENLEDGER_KEY_PEPPER: `${GOOD}c4e1f7b2a9d8065e` }), null],
  [
    "a default password elsewhere",
    checkSecrets({ DATABASE_URL: "postgresql://u:postgres@db:5432/x" }),
    /DATABASE_URL can be/,
  ],
  [
    "a default password on this machine, in production",
    checkSecrets({ NODE_ENV: "production", REDIS_URL: "redis://u:test@127.0.0.1" }),
    /REDIS_URL can be/,
  ],
  [
    "a good password elsewhere",
    checkSecrets({ REDIS_URL: `redis-cluster://u:${GOOD}@a:1,b:2` }),
    null,
  ],
  ["an address that is none", checkSecrets({ DATABASE_URL: "nowhere" }), /no address/],
  [
    "a fault of two roles",
    checkSettings([
      { role: "serve", faults: ["PORT: x"] },
      { role: "flush", faults: ["PORT: x"] },
    ]),
    /^PORT: x \(serve, flush\)$/,
  ],
])("%s", (_name, findings, text) => {
  const failing = findings.filter(({ state }) => state === "fails");
  const unexpected = failing.filter((finding) => text?.test(finding.text) !== true);
  expect(unexpected).toEqual([]);
  expect(failing).toHaveLength(text === null ? 0 : 1);
});

test("a machine's own store may have a plain password, another none, and a hosted Redis without CONFIG, and one of little memory: all are told", () => {
  const findings = [
    ...checkSecrets({ REDIS_URL: "redis://cache:6379" }),
    ...checkSecrets({ REDIS_URL: "redis://:test@127.0.0.1:6379" }),
    ...checkRedis([{ ...redis, appendfsync: null }]),
    ...checkRedis([{ ...redis, maxmemoryBytes: 100_000_000 }]),
  ].filter(({ state }) => state === "warning");
  expect(findings.map(({ text }) => text)).toEqual([
    "REDIS_URL has no password",
    "the password in REDIS_URL can be guessed; it is on this machine",
    "does not tell its appendfsync: whether a loss of power takes records is unknown",
    "uses 1 MB of 100 MB: less than the buffer may fill",
  ]);
});

test("findings are a line each, with what to do beneath, and the sums last", () => {
  const text = findingText([checkNode("24.21.0"), checkNode("20.1.0")], process.stdout);
  expect(text.split("\n")).toMatchObject([
    expect.stringMatching(/ok .*Node\.js .*24\.21\.0/),
    expect.stringMatching(/fails .*20\.1\.0/),
    expect.stringMatching(/→ .*npm ci/),
    "",
    "1 fail, 0 warn, 2 looked at",
  ]);
});
