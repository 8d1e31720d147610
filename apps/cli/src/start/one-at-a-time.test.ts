import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";
import { startRacer } from "./testing/start-racer.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-one-"));
afterAll(() => rmSync(folder, { recursive: true }));
const PATIENCE_MS = 60_000;

test("however many ask at once, one works at a time, and each gets its own answer", async () => {
  let atWork = 0;
  let mostAtWork = 0;
  const answers = await Promise.all(
    [1, 2, 3].map(async (answer) =>
      oneAtATime(join(folder, "busy"), async () => {
        atWork += 1;
        mostAtWork = Math.max(mostAtWork, atWork);
        await new Promise(setImmediate);
        atWork -= 1;
        return answer;
      }),
    ),
  );
  expect(answers).toEqual([1, 2, 3]);
  expect(mostAtWork).toBe(1);
});

test(
  "work that fails, and a process that was killed at it, hold nobody up",
  { timeout: PATIENCE_MS },
  async () => {
    const file = join(folder, "failed");
    const failing = oneAtATime(file, async () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    const other = await startRacer(file);
    expect(await other.tries()).toBe(true);
    const waiting = oneAtATime(file, async () => Promise.resolve("done"));
    await other.killed();
    expect(await waiting).toBe("done");
  },
);
