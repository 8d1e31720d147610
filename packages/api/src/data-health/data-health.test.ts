import type { AggregateJob, CounterCheck, JobRun } from "@tokenledger/usage";
import { expect, test, vi } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";
import { healthOf } from "../testing/fake-health.ts";
import type { HealthSources } from "./health-sources.ts";

const now = new Date("2026-11-23T00:00:00Z");

const run = (changes: Partial<JobRun> = {}): JobRun => ({
  job: "partitions",
  slot: now,
  owner: "a",
  attempt: 1,
  startTime: now,
  heartbeatTime: now,
  finishTime: now,
  outcome: "done",
  error: null,
  ...changes,
});

const check = (changes: Partial<CounterCheck> = {}): CounterCheck => ({
  id: "1",
  cause: "scheduled",
  startTime: now,
  finishTime: now,
  cellCount: 3,
  reseededCount: 0,
  lateCount: 0,
  driftCount: 0,
  pendWrongCount: null,
  examples: [],
  ...changes,
});

const job: AggregateJob = {
  id: "1",
  kind: "verify",
  isDryRun: false,
  dimensionType: null,
  dimensionId: null,
  startDate: now,
  endDate: now,
  actor: "a",
  reason: "",
  state: "done",
  createTime: now,
  startTime: now,
  finishTime: now,
  dayCount: 1,
  doneDayCount: 1,
  skippedDayCount: 0,
  unitCount: 1,
  differenceCount: 0,
  breakdownDifferenceCount: 0,
  differences: [],
  error: null,
};

const collected =
  (count: number): HealthSources["collected"] =>
  () => ({
    accepted: 5,
    duplicate: 1,
    rejected: { invalid: count, too_old: count, in_future: count, user_disabled: 0 },
    refusedCalls: {},
  });

const well: Omit<HealthSources, "bytesMax"> = {
  backlog: () => Promise.resolve({ recordCount: 1, byteCount: 10, oldest: null, now }),
  deadLetterCounts: () => Promise.resolve([]),
  collected: collected(0),
  quality: () =>
    Promise.resolve({
      recordCount: 0,
      provisionalCount: 0,
      unpricedCount: 0,
      unpricedModels: [],
      doubledMessageCount: 0,
      unknownFieldCount: 0,
      unknownFields: [],
      aheadCount: 0,
      aheadSeconds: 0,
    }),
  partitions: () =>
    Promise.resolve({
      nextName: "access_key_usage_2026_12",
      isNextThere: true,
      defaultRowCount: 0,
    }),
  invariants: () => Promise.resolve([]),
  counterChecks: () => Promise.resolve([check()]),
  latestRuns: () => Promise.resolve([run()]),
  aggregateJobs: () => Promise.resolve([job]),
};

const ill: typeof well = {
  backlog: () => Promise.resolve({ recordCount: 9, byteCount: 95, oldest: new Date(0), now }),
  deadLetterCounts: () =>
    Promise.resolve([{ reason: "value_refused" as const, count: 3, openCount: 2 }]),
  collected: collected(2),
  quality: () =>
    Promise.resolve({
      recordCount: 10,
      provisionalCount: 3,
      unpricedCount: 1,
      unpricedModels: ["claude-unheard-of"],
      doubledMessageCount: 1,
      unknownFieldCount: 2,
      unknownFields: ["new_tokens"],
      aheadCount: 2,
      aheadSeconds: 90,
    }),
  partitions: () =>
    Promise.resolve({
      nextName: "access_key_usage_2026_12",
      isNextThere: false,
      defaultRowCount: 4,
    }),
  invariants: () => Promise.resolve([{ invariant: "statistics" }]),
  counterChecks: () => Promise.resolve([check({ driftCount: 1, pendWrongCount: 1 })]),
  latestRuns: () =>
    Promise.resolve([
      run({ outcome: "failed" }),
      run({ job: "tidy", outcome: null, heartbeatTime: new Date(0) }),
    ]),
  aggregateJobs: () => Promise.resolve([{ ...job, state: "failed" as const, differenceCount: 1 }]),
};

test("a system that is well says so figure by figure, and asks for nothing", async () => {
  const { status, figures } = await healthOf(well).report();
  expect(status).toBe("ok");
  expect(figures.filter((figure) => figure.status !== "ok" || figure.action !== null)).toEqual([]);
  expect(new Set(figures.map(({ group }) => group)).size).toBe(9);
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
});

test("every figure that is not well says what to do", async () => {
  const { status, figures } = await healthOf(ill).report();
  expect(status).toBe("bad");
  const unwell = figures.filter((figure) => figure.status !== "ok");
  expect(unwell.filter(({ action }) => action === null)).toEqual([]);
  expect(new Set(unwell.map(({ group }) => group)).size).toBe(9);
  const details = new Map(figures.map((figure) => [figure.name, figure.details]));
  expect(details.get("quality.unknown_fields")).toEqual(["new_tokens"]);
  const sentences = figures.map(({ sentence }) => sentence).join("\n");
  for (const part of [
    "2 value_refused",
    "claude-unheard-of",
    "90 seconds",
    "partitions, tidy",
    "statistics",
  ]) {
    expect(sentences).toContain(part);
  }
});

test("counts in sentences are grouped, and stay numbers beside them", async () => {
  const counted = well.collected();
  const quality = await well.quality({ startDate: now, endDate: now });
  const { figures } = await healthOf({
    ...well,
    collected: () => ({ ...counted, accepted: 60_969 }),
    deadLetterCounts: () =>
      Promise.resolve([{ reason: "value_refused" as const, count: 4000, openCount: 3500 }]),
    quality: () => Promise.resolve({ ...quality, recordCount: 12_345, aheadCount: 1000 }),
  }).report();
  const told = new Map(figures.map((figure) => [figure.name, figure]));
  expect(told.get("collect.accepted")?.value).toBe(60_969);
  expect(told.get("collect.accepted")?.sentence).toContain("60,969 records");
  expect(told.get("dead_letters.open")?.sentence).toContain("3,500 value_refused");
  expect(told.get("quality.provisional")?.sentence).toContain("12,345 records");
  expect(told.get("quality.clock_ahead")?.sentence).toContain("1,000 records");
});

const nothing = () => Promise.resolve([]);

test("what never ran is told as such", async () => {
  const report = await healthOf({ ...well, counterChecks: nothing, latestRuns: nothing }).report();
  expect(report.figures.filter(({ status }) => status === "warn")).toMatchObject([
    { name: "counters.drift", value: null },
    { name: "jobs.failed", value: 0 },
  ]);
});

test("a part that fails or hangs is told as unknown, is not begun twice, and the others answer", async () => {
  vi.useFakeTimers();
  try {
    const invariants = vi
      .fn<HealthSources["invariants"]>()
      .mockReturnValue(new Promise(() => undefined));
    const latestRuns = vi.fn<HealthSources["latestRuns"]>().mockRejectedValue(new Error("hunter2"));
    const health = healthOf({ ...well, invariants, latestRuns });
    for (const _ of [1, 2]) {
      const reading = health.report();
      await vi.advanceTimersByTimeAsync(800);
      const { status, figures } = await reading;
      expect(status).toBe("warn");
      expect(figures.filter((figure) => figure.status === "unknown")).toMatchObject([
        { name: "invariants.unknown", value: null },
        { name: "jobs.unknown", value: null },
      ]);
      expect(JSON.stringify(figures)).not.toContain("hunter2");
    }
    expect(invariants).toHaveBeenCalledTimes(1);
    expect(latestRuns).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test("what invariants say stands for a minute, and is told while the next reading is slow, for ten", async () => {
  vi.useFakeTimers();
  try {
    const invariants = vi
      .fn<HealthSources["invariants"]>()
      .mockResolvedValueOnce([])
      .mockReturnValue(new Promise(() => undefined));
    const time = { ms: now.getTime() };
    const health = healthOf({ ...well, invariants }, () => time.ms);
    const told = async (): Promise<readonly (string | undefined)[]> => {
      const reading = health.report();
      await vi.advanceTimersByTimeAsync(800);
      const { figures } = await reading;
      const found = figures.find(({ group }) => group === "invariants");
      return [found?.name, found?.status];
    };
    const right = ["invariants.differences", "ok"];
    expect(await told()).toEqual(right);
    time.ms += 60_000;
    expect(await told()).toEqual(right);
    expect(invariants).toHaveBeenCalledTimes(1);
    time.ms += 1;
    expect(await told()).toEqual(right);
    expect(invariants).toHaveBeenCalledTimes(2);
    time.ms += 540_000;
    expect(await told()).toEqual(["invariants.unknown", "unknown"]);
  } finally {
    vi.useRealTimers();
  }
});

test("those who run the system are told its health, and nobody else", async () => {
  const bench = new AdminBench();
  bench.operations.health = healthOf(well);
  const auditor = await bench.openSession(await bench.addMember("auditor"));
  expect(await bench.call("admin.dataHealth", auditor)).toMatchObject({ status: "ok" });
  const analyst = await bench.openSession(await bench.addMember("analyst"));
  expect((await bench.failureOf("admin.dataHealth", analyst)).code).toBe("FORBIDDEN");
});
