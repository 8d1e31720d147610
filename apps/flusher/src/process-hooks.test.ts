import { afterEach, expect, test, vi } from "vitest";
import { readConfig } from "./config.ts";
import { processHooks } from "./process-hooks.ts";
import { createLogLines } from "./testing/log-lines.ts";

afterEach(() => void vi.restoreAllMocks());

const config = readConfig({
  DATABASE_URL: "postgresql://ledger@127.0.0.1/ledger",
  REDIS_URL: "redis://127.0.0.1",
  FLUSH_CONSUMER: "flusher-1",
});

test("being ready is logged with the consumer's name", () => {
  const { log, text } = createLogLines();
  processHooks(config, log).onReady();
  expect(text()).toContain(`"consumer":"flusher-1","msg":"ready"`);
});

test("a hang ends the process with code 1", () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => {
    throw new Error("exit");
  });
  const { log, text } = createLogLines();
  expect(() => processHooks(config, log).onHang()).toThrow("exit");
  expect(exit).toHaveBeenCalledWith(1);
  expect(text()).toContain("no progress");
});
