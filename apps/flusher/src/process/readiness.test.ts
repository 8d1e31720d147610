import { expect, test, vi } from "vitest";
import { Readiness } from "./readiness.ts";

test("it is said once, when the ledger has answered", async () => {
  const check = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("away"));
  const say = vi.fn<() => void>();
  const readiness = new Readiness(check, say);
  await readiness.passed();
  expect(say).not.toHaveBeenCalled();
  await readiness.passed();
  await readiness.passed();
  expect(say).toHaveBeenCalledOnce();
  expect(check).toHaveBeenCalledTimes(2);
});
