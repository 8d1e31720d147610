import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hashSecret, mintAccessKey, parseAccessKey, sameHash } from "./access-key-token.ts";

const pepper = "a pepper of at least thirty-two letters";
const tokenArbitrary = fc.constant(null).map(() => mintAccessKey({ env: "live", pepper }).token);

test("a minted token is tl_<env>_<12>_<43><6> and parses into what was stored", () => {
  const { token, keyId, secretHash, last4 } = mintAccessKey({ env: "live", pepper });
  expect(token).toMatch(/^tl_live_[0-9A-Za-z]{12}_[\w-]{43}[0-9A-Za-z]{6}$/);
  const parsed = parseAccessKey(token);
  expect(parsed).toMatchObject({ env: "live", keyId });
  expect(hashSecret(parsed?.secret ?? "", pepper)).toBe(secretHash);
  expect(token.endsWith(last4)).toBe(true);
  expect(last4).toHaveLength(4);
});

test("the secret is 256 bits, and neither the hash nor the last letters give it away", () => {
  const { token, secretHash, last4 } = mintAccessKey({ env: "live", pepper });
  const secret = parseAccessKey(token)?.secret ?? "";
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(secretHash).toMatch(/^[0-9a-f]{64}$/);
  expect(secret.endsWith(last4)).toBe(false);
});

test("any one letter changed makes a token that does not parse", () => {
  fc.assert(
    fc.property(
      tokenArbitrary,
      fc.nat(200),
      fc.base64String({ minLength: 1 }),
      (token, at, other) => {
        const index = at % token.length;
        fc.pre(token[index] !== other[0]);
        const broken = token.slice(0, index) + other.charAt(0) + token.slice(index + 1);
        expect(parseAccessKey(broken)).toBeNull();
      },
    ),
  );
});

test("a token cut short, lengthened or put in other letters does not parse", () => {
  const { token } = mintAccessKey({ env: "live", pepper });
  for (const broken of ["", token.slice(0, -1), `${token}0`, ` ${token}`, token.toUpperCase()]) {
    expect(parseAccessKey(broken)).toBeNull();
  }
});

test("the form is fixed: a token written down years ago still parses", () => {
  const token = "tl_live_0123456789AB_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0KS2ii";
  const parsed = parseAccessKey(token);
  expect(parsed).toStrictEqual({ env: "live", keyId: "0123456789AB", secret: "A".repeat(43) });
});

test("a thousand keys share no id and no secret", () => {
  const minted = Array.from({ length: 1000 }, () => mintAccessKey({ env: "test", pepper }));
  expect(new Set(minted.map(({ keyId }) => keyId)).size).toBe(1000);
  expect(new Set(minted.map(({ secretHash }) => secretHash)).size).toBe(1000);
});

test("the same secret under another pepper has another hash", () => {
  expect(hashSecret("secret", pepper)).not.toBe(hashSecret("secret", `${pepper}!`));
});

test("hashes of other lengths are different, not an error", () => {
  expect(sameHash("00", "0000")).toBe(false);
  expect(sameHash("00ff", "00ff")).toBe(true);
});

test("an environment that would break the token's form is refused", () => {
  for (const env of ["", "Live", "a_b", "x".repeat(17)]) {
    expect(() => mintAccessKey({ env, pepper })).toThrow(RangeError);
  }
});
