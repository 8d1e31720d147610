import { expect, test } from "vitest";
import { moneyText } from "./money-text.ts";

test("money is written as the page writes it, and a call that cost something never as nothing", () => {
  expect(moneyText(1_234_059_999_999_999n)).toBe("$1,234.06");
  expect(moneyText(9_543_000_000n)).toBe("$0.0095");
  expect(moneyText(3_387_057_000_000n)).toBe("$3.39");
  expect(moneyText(1n)).toBe("$0.000000000001");
  expect(moneyText(0n)).toBe("$0.00");
});
