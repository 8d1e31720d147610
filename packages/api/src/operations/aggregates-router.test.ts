import { expect, test } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";

const range = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-02") };

const owner = async () => {
  const bench = new AdminBench();
  const token = await bench.openSession(await bench.addMember("owner"));
  return { bench, token };
};

test("a rebuild is a dry run unless it is said otherwise, and then it needs a reason", async () => {
  const { bench, token } = await owner();
  await bench.call("aggregates.rebuild", token, range);
  const failure = await bench.failureOf("aggregates.rebuild", token, { ...range, dryRun: false });
  expect(failure.code).toBe("BAD_REQUEST");
  await bench.call("aggregates.rebuild", token, { ...range, dryRun: false, reason: "a bug" });
  expect(bench.operations.jobs).toMatchObject([
    { kind: "rebuild", isDryRun: true, actor: "owner" },
    { kind: "rebuild", isDryRun: false, reason: "a bug" },
  ]);
});

test("a check mends unless it is a dry run, and can be asked for one key or user", async () => {
  const { bench, token } = await owner();
  const one = { dimensionType: "user", dimensionId: "7" };
  const job = await bench.call("aggregates.runIncremental", token, { ...range, ...one });
  expect(job).toMatchObject({ kind: "verify", isDryRun: false, ...one });
  expect(await bench.call("aggregates.status", token, { id: "1" })).toEqual(job);
  expect(await bench.call("aggregates.jobs", token)).toEqual([job]);
  const nobody = await bench.failureOf("aggregates.status", token, { id: "2" });
  expect(nobody.code).toBe("NOT_FOUND");
  const odd = { ...range, dimensionId: "7" };
  const failure = await bench.failureOf("aggregates.runIncremental", token, odd);
  expect(failure.code).toBe("BAD_REQUEST");
});
