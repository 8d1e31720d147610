import { expect, test } from "vitest";
import { isUnused, keyStatus, keyText } from "./key-text.ts";

test("a key is recognised without its secret", () => {
  expect(keyText({ keyId: "Ab3dEf7hIj00", last4: "x7Q0" })).toBe("tl_…_Ab3dEf7hIj00_…x7Q0");
});

const at = (ms: number): Date => new Date(ms);

test("disabled counts before expired, and expiry from its very moment", () => {
  expect(keyStatus({ disabledAt: null, expiresAt: null }, 5)).toBe("active");
  expect(keyStatus({ disabledAt: null, expiresAt: at(6) }, 5)).toBe("active");
  expect(keyStatus({ disabledAt: null, expiresAt: at(5) }, 5)).toBe("expired");
  expect(keyStatus({ disabledAt: at(1), expiresAt: at(2) }, 5)).toBe("disabled");
});

const DAY_MS = 86_400_000;

test("a working key nobody has used for thirty days is unused; a new one has as long to be used", () => {
  const key = { disabledAt: null, expiresAt: null, createTime: at(0), lastUsedAt: null };
  expect(isUnused(key, 30 * DAY_MS)).toBe(false);
  expect(isUnused(key, 31 * DAY_MS)).toBe(true);
  expect(isUnused({ ...key, lastUsedAt: at(2 * DAY_MS) }, 31 * DAY_MS)).toBe(false);
  expect(isUnused({ ...key, disabledAt: at(1) }, 31 * DAY_MS)).toBe(false);
});
