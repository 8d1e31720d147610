import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { guessableSecrets, isGuessable, passwordOf } from "./config.ts";

test.each([
  ["a word of the handbook", "postgres"],
  ["the same in capitals", "Postgres"],
  ["a word and a year", "tokenledger-2026"],
  ["two words", "admin-secret"],
  ["a word over and over", "change-me".repeat(4)],
  ["a piece that is no word, over and over", "ab-cd-ef-gh".repeat(3)],
  ["one character", "x".repeat(40)],
  ["two characters", "ab".repeat(20)],
  ["the keyboard's first row", "1234567890"],
  ["few characters in a long one", "abcabdacbdfgfaecbedgafbcdeadbcfe"],
  ["a short one", "x7Kq2"],
])("%s is guessed", (_what, secret) => {
  expect(isGuessable(secret)).toBe(true);
});

test.each([
  ["ten random digits", "5f1c9e27ab"],
  ["sixteen", "9f4c1b7e2d8a6053"],
  ["thirty-two, one run of which is a word", "9b1c5d7e2f3a4860b1c512345de48600"],
  ["base64 that begins with a word", "testQ4r8ZxkP0vLm/3+nH"],
  ["a sentence of one's own", "the heron waits by the weir"],
])("%s are not guessed", (_what, secret) => {
  expect(isGuessable(secret)).toBe(false);
});

const random = (seed: number, encoding: "hex" | "base64"): string =>
  createHash("sha256").update(String(seed)).digest(encoding);

test("what `openssl rand -hex` and -base64 give is never taken for a guess", () => {
  const seeds = Array.from({ length: 5000 }, (_, seed) => seed);
  const refused = seeds
    .flatMap((seed) => [
      random(seed, "hex"),
      random(seed, "hex").slice(0, 32),
      random(seed, "base64"),
    ])
    .filter((secret) => isGuessable(secret));
  expect(refused).toEqual([]);
});

test.each([
  ["postgresql://u:postgres@db:5432/x", "postgres"],
  ["redis-cluster://u:p%40ss@a:1,b:2", "p@ss"],
  ["redis://u:50%@a:1", "50%"],
  ["redis://a:1", ""],
  ["nowhere", null],
])("of %s the password is %s", (url, password) => {
  expect(passwordOf(url)).toBe(password);
});

test("every secret of a process is judged by the same rule, and what is missing is not", () => {
  expect(
    guessableSecrets({
      DATABASE_URL: "postgresql://u:test@db/x",
      REDIS_URL: "redis-cluster://u:changeme@a:1,b:2",
      TOKENLEDGER_KEY_PEPPER: "y".repeat(32),
      TOKENLEDGER_KEY_PEPPER_ALSO: "pepper-a".repeat(4),
      TOKENLEDGER_METRICS_TOKEN: "1234".repeat(4),
    }),
  ).toEqual([
    "DATABASE_URL",
    "REDIS_URL",
    "TOKENLEDGER_KEY_PEPPER",
    "TOKENLEDGER_KEY_PEPPER_ALSO",
    "TOKENLEDGER_METRICS_TOKEN",
  ]);
  expect(guessableSecrets({ DATABASE_URL: "postgresql://db/x", REDIS_URL: undefined })).toEqual([]);
});
