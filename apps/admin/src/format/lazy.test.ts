import { expect, test, vi } from "vitest";
import { createFormatter } from "./formatter.ts";
import { lazy } from "./lazy.ts";

test("what nobody asks for is not made, the rest once", () => {
  const make = vi.fn<() => object>(() => ({}));
  const one = lazy(make);
  expect(make).not.toHaveBeenCalled();
  expect(one()).toBe(one());
  expect(make).toHaveBeenCalledOnce();
});

test("a formatter makes no Intl object before it writes, and keeps what it made", () => {
  const made = vi.spyOn(Intl, "NumberFormat");
  const dates = vi.spyOn(Intl, "DateTimeFormat");
  const format = createFormatter("en");
  expect(made.mock.calls.length + dates.mock.calls.length).toBe(0);
  expect([format.exact(1234), format.exact(5)]).toEqual(["1,234", "5"]);
  expect(made).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});
