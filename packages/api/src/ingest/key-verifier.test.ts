import { UnauthenticatedError, UnavailableError, type StoredAccessKey } from "@tokenledger/usage";
import { beforeEach, expect, test } from "vitest";
import { formatAccessKey, hashSecret, mintAccessKey } from "../access-keys/access-key-token.ts";
import { KeyVerifier } from "./key-verifier.ts";
import { PepperMove } from "./pepper-move.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { MemoryKeys, TEST_PEPPER } from "../testing/memory-keys.ts";

const HOUR_MS = 3_600_000;

let clock: ManualClock;
let directory: MemoryKeys;
let verifier: KeyVerifier;

const refusalOf = async (token: string | null): Promise<unknown> =>
  verifier.verify(token).catch((error: unknown) => error);

/** Gives a key another secret, the old one taken for an hour more. @returns the token with it. */
const rotate = ({ keyId, secretHash }: StoredAccessKey): string => {
  const secret = "B".repeat(43);
  directory.change(keyId, {
    secretHash: hashSecret(secret, TEST_PEPPER),
    previousSecret: { secretHash, expiresAt: new Date(clock.now() + HOUR_MS) },
  });
  return formatAccessKey({ env: "test", keyId, secret });
};

beforeEach(() => {
  clock = new ManualClock();
  directory = new MemoryKeys();
  verifier = new KeyVerifier({
    directory,
    pepper: TEST_PEPPER,
    clock: clock.now,
    keyCountMax: 100,
  });
});

test("a key's holder is known by its id, key id and scopes, and nothing secret", async () => {
  const { token, key } = directory.add({ id: "7", scopes: ["collect", "backfill"] });
  expect(await verifier.verify(token)).toStrictEqual({
    id: "7",
    keyId: key.keyId,
    scopes: ["collect", "backfill"],
  });
});

test("no token is KEY_MISSING", async () => {
  expect(await refusalOf(null)).toMatchObject({ code: "KEY_MISSING" });
  expect(await refusalOf("")).toMatchObject({ code: "KEY_MISSING" });
});

test("garbage is refused without a look-up", async () => {
  const { token } = directory.add();
  expect(await refusalOf(`${token}x`)).toMatchObject({ code: "KEY_INVALID" });
  expect(await refusalOf("tl_live_nonsense")).toMatchObject({ code: "KEY_INVALID" });
  expect(directory.questionCount).toBe(0);
});

test("an unknown id, a wrong secret and a disabled key's wrong secret get one and the same answer", async () => {
  const secret = "A".repeat(43);
  const keyIds = [
    mintAccessKey({ env: "test", pepper: TEST_PEPPER }).keyId,
    directory.add().key.keyId,
    directory.add({ disabledAt: new Date(0) }).key.keyId,
    directory.add({ expiresAt: new Date(0) }).key.keyId,
  ];
  const answers = new Set<string>();
  for (const keyId of keyIds) {
    const refusal = await refusalOf(formatAccessKey({ env: "test", keyId, secret }));
    expect(refusal).toBeInstanceOf(UnauthenticatedError);
    answers.add(`${String(refusal)} ${JSON.stringify(refusal)}`);
  }
  expect([...answers]).toStrictEqual([expect.stringContaining("KEY_INVALID")]);
});

test("the holder of a disabled or expired key learns which, to the millisecond", async () => {
  const nowMs = clock.now();
  const soon = new Date(nowMs + 1);
  const { token: disabled } = directory.add({ disabledAt: soon });
  const { token: expired } = directory.add({ expiresAt: soon });
  await verifier.verify(disabled);
  await verifier.verify(expired);
  clock.advance(1);
  expect(await refusalOf(disabled)).toMatchObject({ code: "KEY_DISABLED", retryable: false });
  expect(await refusalOf(expired)).toMatchObject({ code: "KEY_EXPIRED", retryable: false });
});

test("after a rotation the new secret is taken at once, and the old one until its overlap ends, to the millisecond", async () => {
  const { token: old, key } = directory.add();
  const current = rotate(key);
  expect(await verifier.verify(current)).toMatchObject({ id: key.id });
  clock.advance(HOUR_MS - 1);
  expect(await verifier.verify(old)).toMatchObject({ id: key.id });
  clock.advance(1);
  expect(await refusalOf(old)).toMatchObject({ code: "KEY_INVALID" });
  expect(await verifier.verify(current)).toMatchObject({ id: key.id });
});

test("a key disabled in the ledger is refused within 5 seconds, and taken again within 5 once enabled", async () => {
  const { token, key } = directory.add();
  await verifier.verify(token);
  directory.change(key.keyId, { disabledAt: new Date(clock.now()) });
  clock.advance(4999);
  await verifier.verify(token);
  clock.advance(1);
  expect(await refusalOf(token)).toMatchObject({ code: "KEY_DISABLED" });
  directory.change(key.keyId, { disabledAt: null });
  clock.advance(5000);
  expect(await verifier.verify(token)).toMatchObject({ id: key.id });
});

test("a secret that a rotation has just made is taken at once, also where the key was used a moment before", async () => {
  const { token: old, key } = directory.add();
  await verifier.verify(old);
  const current = rotate(key);
  clock.advance(200);
  expect(await verifier.verify(current)).toMatchObject({ id: key.id });
  expect(await verifier.verify(old)).toMatchObject({ id: key.id });
});

test("wrong secrets, however many, have the ledger asked five times a second", async () => {
  const { key } = directory.add();
  const wrong = formatAccessKey({ env: "test", keyId: key.keyId, secret: "B".repeat(43) });
  for (let call = 0; call < 1000; call += 1) {
    expect(await refusalOf(wrong)).toMatchObject({ code: "KEY_INVALID" });
    clock.advance(1);
  }
  expect(directory.questionCount).toBe(5);
});

test("a key made after its id was refused is taken at once", async () => {
  const { token, key } = directory.add();
  directory.keys.clear();
  expect(await refusalOf(token)).toMatchObject({ code: "KEY_INVALID" });
  expect(await refusalOf(token)).toMatchObject({ code: "KEY_INVALID" });
  expect(directory.questionCount).toBe(1);
  directory.keys.set(key.keyId, key);
  clock.advance(200);
  expect(await verifier.verify(token)).toMatchObject({ id: key.id });
});

test("a thousand calls at once ask the ledger once", async () => {
  const { token } = directory.add();
  await Promise.all(Array.from({ length: 1000 }, () => verifier.verify(token)));
  expect(directory.questionCount).toBe(1);
});

test("while the ledger is away known keys are taken for 24 hours, unknown ones are undecided, never refused", async () => {
  const { token } = directory.add();
  const stranger = mintAccessKey({ env: "test", pepper: TEST_PEPPER });
  await verifier.verify(token);
  expect(await refusalOf(stranger.token)).toMatchObject({ code: "KEY_INVALID" });
  directory.failure = new UnavailableError("away");
  clock.advance(24 * HOUR_MS);
  await verifier.verify(token);
  expect(await refusalOf(stranger.token)).toBeInstanceOf(UnavailableError);
  clock.advance(1);
  expect(await refusalOf(token)).toBeInstanceOf(UnavailableError);
});

test("a flood of unknown ids pushes no known key out", async () => {
  const { token } = directory.add();
  await verifier.verify(token);
  for (let index = 0; index < 300; index += 1) {
    await refusalOf(mintAccessKey({ env: "test", pepper: TEST_PEPPER }).token);
  }
  directory.failure = new UnavailableError("away");
  clock.advance(6000);
  await expect(verifier.verify(token)).resolves.toBeDefined();
});

test("a wrong secret for a known id neither locks nor forgets the key", async () => {
  const { token, key } = directory.add();
  await verifier.verify(token);
  const wrong = formatAccessKey({ env: "test", keyId: key.keyId, secret: "A".repeat(43) });
  expect(await refusalOf(wrong)).toMatchObject({ code: "KEY_INVALID" });
  await expect(verifier.verify(token)).resolves.toMatchObject({ id: key.id });
});

test("a key is tied to its pepper", async () => {
  const { token } = directory.add();
  verifier = new KeyVerifier({ directory, pepper: `${TEST_PEPPER}!`, clock: clock.now });
  expect(await refusalOf(token)).toMatchObject({ code: "KEY_INVALID" });
});

test("while one pepper takes the place of the other, keys under both are taken; those under the old one are stored under the new, once", async () => {
  const { token, key } = directory.add();
  const moves: (readonly string[])[] = [];
  let failure: Error | null = new UnavailableError("away");
  const pepper = "another-pepper-0123456789abcdefghij";
  const failures: unknown[] = [];
  const keyUse = {
    moveSecretHash: async (...move: readonly string[]): Promise<void> => {
      moves.push(move);
      if (failure !== null) throw failure;
      directory.change(key.keyId, { secretHash: move[2] ?? "" });
      return Promise.resolve();
    },
  };
  const pepperMove = new PepperMove({
    directory: keyUse,
    onFailure: (error) => failures.push(error),
  });
  const both = { directory, pepper, pepperAlso: TEST_PEPPER, clock: clock.now };
  verifier = new KeyVerifier({ ...both, pepperMove });
  await verifier.verify(token);
  expect(failures).toHaveLength(1);
  failure = null;
  await verifier.verify(token);
  await verifier.verify(token);
  expect(moves).toHaveLength(2);
  expect(moves[1]?.slice(0, 2)).toEqual([key.id, key.secretHash]);
  clock.advance(5000);
  await verifier.verify(token);
  expect(moves).toHaveLength(2);
  const wrong = formatAccessKey({ env: "test", keyId: key.keyId, secret: "A".repeat(43) });
  expect(await refusalOf(wrong)).toMatchObject({ code: "KEY_INVALID" });
  verifier = new KeyVerifier({ directory, pepper, clock: clock.now });
  expect(await verifier.verify(token)).toMatchObject({ id: key.id });
});

test("a pepper that is taken too makes no stranger's id or secret taken", async () => {
  verifier = new KeyVerifier({
    directory,
    pepper: "another-pepper-0123456789abcdefghij",
    pepperAlso: TEST_PEPPER,
    clock: clock.now,
  });
  const stranger = mintAccessKey({ env: "test", pepper: TEST_PEPPER });
  expect(await refusalOf(stranger.token)).toMatchObject({ code: "KEY_INVALID" });
});
