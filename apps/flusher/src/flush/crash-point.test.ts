import { afterEach, expect, test, vi } from "vitest";
import { crashPoint } from "./crash-point.ts";

afterEach(() => void vi.restoreAllMocks());

test("without a setting it does nothing", () => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const reached = crashPoint(undefined);
  reached("read");
  reached("committed");
  reached("settled");
  expect(kill).not.toHaveBeenCalled();
});

test("it strikes at its step, the n-th time, once", () => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const reached = crashPoint("committed:2");
  reached("read");
  reached("committed");
  expect(kill).not.toHaveBeenCalled();
  reached("committed");
  reached("committed");
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, "SIGKILL");
});

test.each(["commited", "read:0", "read:x", "", "settled:1:2"])(
  "a setting that names no step is refused: %j",
  (setting) => {
    expect(() => crashPoint(setting)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  },
);
