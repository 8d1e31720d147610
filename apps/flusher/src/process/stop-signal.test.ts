import { EventEmitter } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { stopSignal } from "./stop-signal.ts";

afterEach(() => void vi.restoreAllMocks());

test("the first signal asks to stop, the second does not wait", () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => {
    throw new Error("exit");
  });
  const source = new EventEmitter();
  const signal = stopSignal(source);
  expect(signal.aborted).toBe(false);
  source.emit("SIGTERM", "SIGTERM");
  expect(signal.reason).toBe("SIGTERM");
  expect(exit).not.toHaveBeenCalled();
  expect(() => source.emit("SIGINT", "SIGINT")).toThrow("exit");
  expect(exit).toHaveBeenCalledWith(1);
});

test("the death of the starter asks to stop", () => {
  const source = new EventEmitter();
  const signal = stopSignal(source);
  source.emit("disconnect");
  expect(signal.reason).toBe("starter gone");
});
