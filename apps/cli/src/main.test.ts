import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const entry = fileURLToPath(new URL("main.ts", import.meta.url));

test("a command whose reader has gone ends in order, without a word", async () => {
  const child = spawn(process.execPath, [entry, "config", "docs"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  child.stdout.destroy();
  expect(await text(child.stderr)).toBe("");
  expect(await ended).toEqual([null, "SIGTERM"]);
});
