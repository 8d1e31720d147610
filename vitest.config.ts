import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,apps,tooling}/*/src/**/*.test.{ts,tsx}"],
    globalSetup: ["./tooling/services/src/testing/vitest-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["{packages,apps,tooling}/*/src/**/*.{ts,tsx}"],
      exclude: ["**/*.test.{ts,tsx}", "**/testing/**"],
      reporter: ["text-summary", "json-summary", "html"],
      thresholds: { lines: 90, branches: 85 },
    },
  },
});
