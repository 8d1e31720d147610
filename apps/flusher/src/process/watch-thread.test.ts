import { Worker } from "node:worker_threads";
import { expect, test, vi } from "vitest";
import { createLogLines } from "../testing/log-lines.ts";
import { watchThread, type ThreadWatch } from "./watch-thread.ts";

const start = (body: string): Worker =>
  new Worker(`const { parentPort } = require("node:worker_threads"); ${body}`, { eval: true });

const watch = (changes: Partial<ThreadWatch> = {}): ThreadWatch => ({
  log: createLogLines().log,
  signal: new AbortController().signal,
  silentMsMax: 20_000,
  startMsMax: 20_000,
  onReady: () => undefined,
  ...changes,
});

test("it passes on that the thread is ready, and how it ended", async () => {
  const onReady = vi.fn<() => void>();
  const thread = start(`parentPort.postMessage("progress"); parentPort.postMessage("ready");`);
  expect(await watchThread(thread, watch({ onReady }))).toBe(0);
  expect(onReady).toHaveBeenCalledOnce();
});

const stopping = `parentPort.once("message", (reason) => process.exit(reason === "enough" ? 0 : 9));`;

test("it passes on why to stop", async () => {
  const stop = new AbortController();
  const ended = watchThread(start(stopping), watch({ signal: stop.signal }));
  stop.abort("enough");
  expect(await ended).toBe(0);
});

test("told to stop before the thread was there, it stops it all the same", async () => {
  expect(await watchThread(start(stopping), watch({ signal: AbortSignal.abort("enough") }))).toBe(
    0,
  );
});

test.each([
  ["blocks", "for (;;) {}"],
  ["waits for what never comes", "setInterval(() => undefined, 1_000);"],
])("a thread that %s is ended", async (_, body) => {
  const { log, text } = createLogLines();
  expect(await watchThread(start(body), watch({ log, silentMsMax: 500, startMsMax: 500 }))).toBe(1);
  expect(text()).toContain("no progress");
});

test("a thread that tells of progress is left alone", async () => {
  const body = `let left = 20; const timer = setInterval(() => {
    parentPort.postMessage("progress");
    left -= 1;
    if (left === 0) clearInterval(timer);
  }, 50);`;
  expect(await watchThread(start(body), watch({ silentMsMax: 700 }))).toBe(0);
});

test("a thread that starts slowly is left alone", async () => {
  const body = `setTimeout(() => parentPort.postMessage("progress"), 300);`;
  expect(await watchThread(start(body), watch({ silentMsMax: 100 }))).toBe(0);
});

test("a thread that fails is told of", async () => {
  const { log, text } = createLogLines();
  expect(await watchThread(start(`throw new Error("bug")`), watch({ log }))).toBe(1);
  expect(text()).toContain("bug");
});
