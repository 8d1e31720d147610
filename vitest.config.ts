import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,apps,tooling}/*/src/**/*.test.{ts,tsx}"],
    globalSetup: ["./tooling/services/src/testing/vitest-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Long enough for a machine under load: a limit on time is there to end what hangs, never to judge speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    coverage: {
      provider: "v8",
      include: ["{packages,apps,tooling}/*/src/**/*.{ts,tsx}"],
      exclude: [
        "**/*.test.{ts,tsx}",
        "**/testing/**",
        // Programs and the runs of whole systems of `npm run bench`: `.ci/run` carries them out, each in processes of its own.
        "tooling/bench/src/{bullmq,limits,rig,scenarios,straightforward}/**",
        "tooling/bench/src/{main,run-scenarios,load/main,load/load-client,figures/machine}.ts",
        // The runs of whole systems of `npm run chaos`: `.ci/run` carries them out, with every process by itself.
        "tooling/chaos/src/{outage,producer,system}/**",
        "tooling/chaos/src/{main,chaos-run,phase-times}.ts",
        "tooling/chaos/src/checks/{check-at-rest,check-counters,collect-batch,final-check,finding,ledger-reader,live-watch,pending-entries,read-truth,witness}.ts",
        "tooling/chaos/src/faults/{fault,fault-lanes}.ts",
        "tooling/chaos/src/mutants/scenarios/**",
        "tooling/chaos/src/mutants/{database-look,interfere,mutant-report,run-mutants,scene,sent-calls,shadow-loader,shadow-rooms,stage,until}.ts",
        // Programs: tests start them as processes of their own, where nothing is counted.
        "{apps,tooling}/*/src/main.ts",
        // The page's tests in a browser run apart, by `npm run e2e`.
        "tooling/e2e/src/browser/**",
        // Measures paint in a browser, by hand: `npm run paint -w tooling/e2e`.
        "tooling/e2e/src/paint/**",
      ],
      reporter: ["text-summary", "json-summary", "html"],
      thresholds: { lines: 90, branches: 85 },
    },
  },
});
