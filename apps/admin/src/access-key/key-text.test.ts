import { expect, test } from "vitest";
import { keyStatus, keyText } from "./key-text.ts";

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
