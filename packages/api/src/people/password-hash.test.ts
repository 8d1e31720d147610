import { expect, test } from "vitest";
import { NO_PASSWORD_HASH, hashPassword, verifyPassword } from "./password-hash.ts";

test("a password is recognised by its hash, another one is not, and no two hashes are alike", async () => {
  const hash = await hashPassword("correct horse battery staple");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword("correct horse battery staple", hash)).toBe(true);
  expect(await verifyPassword("correct horse battery stapler", hash)).toBe(false);
  expect(await hashPassword("correct horse battery staple")).not.toBe(hash);
});

test("a hash made elsewhere with other costs is verified by its own", async () => {
  // From the reference implementation's own tests (P-H-C/phc-winner-argon2, src/test.c).
  const hash =
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await verifyPassword("password", hash)).toBe(true);
});

test("letters typed in either Unicode form are one password", async () => {
  const hash = await hashPassword("caf\u00e9");
  expect(await verifyPassword("cafe\u0301", hash)).toBe(true);
});

test("the hash that stands in for an unknown login is of full cost and is nobody's", async () => {
  expect(NO_PASSWORD_HASH).toContain("$m=19456,t=2,p=1$");
  expect(await verifyPassword("", NO_PASSWORD_HASH)).toBe(false);
});

test("a damaged hash, another algorithm and a cost beyond reason are unreadable, never a match", async () => {
  const hash = await hashPassword("x");
  const damaged = [
    "",
    "x",
    hash.slice(0, -1),
    hash.replace("argon2id", "argon2i"),
    hash.replace("m=19456", "m=9999999"),
    hash.replace("t=2", "t=99"),
  ];
  for (const stored of damaged) {
    await expect(verifyPassword("x", stored)).rejects.toMatchObject({ code: "UNREADABLE" });
  }
});
