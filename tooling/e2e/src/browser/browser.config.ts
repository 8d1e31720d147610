import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Debian's and Ubuntu's. Without it there is nothing to run, and nothing is started; the bootstrap has said so. */
const hasChromium = existsSync("/usr/bin/chromium");

/** Minutes, not seconds: the limits end what hangs, and never judge a slow machine. */
const PATIENCE_MS = 600_000;

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: hasChromium ? ["*.e2e.ts"] : [],
    passWithNoTests: !hasChromium,
    globalSetup: ["./stand/vitest-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    expect: { poll: { timeout: 120_000 } },
  },
});
