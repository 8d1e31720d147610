import { existsSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";

/** Debian's and Ubuntu's. Without it there is nothing to run, and nothing is started; the bootstrap has said so. */
const hasChromium = existsSync("/usr/bin/chromium");

/** Minutes, not seconds: the limits end what hangs, and never judge a slow machine. */
const PATIENCE_MS = 600_000;

const PAINT = "paint.e2e.ts";

const common = {
  root: import.meta.dirname,
  pool: "forks",
  maxWorkers: 2,
  testTimeout: PATIENCE_MS,
  hookTimeout: PATIENCE_MS,
  expect: { poll: { timeout: 120_000 } },
} as const;

export default defineConfig({
  test: {
    ...common,
    passWithNoTests: !hasChromium,
    // The root's, so that it runs once for both.
    globalSetup: ["./stand/vitest-setup.ts"],
    projects: [
      {
        test: {
          ...common,
          name: "paint",
          include: hasChromium ? [PAINT] : [],
          // Measured before anything else wants the two cores.
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: "page",
          include: hasChromium ? ["*.e2e.ts"] : [],
          exclude: [...configDefaults.exclude, PAINT],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
