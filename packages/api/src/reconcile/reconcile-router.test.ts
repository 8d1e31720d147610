import { expect, test } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";

const range = { startDate: new Date("2026-09-01"), endDate: new Date("2026-09-02") };

const opened = async (): Promise<{ bench: AdminBench; token: string }> => {
  const bench = new AdminBench();
  return { bench, token: await bench.openSession(await bench.addMember("admin")) };
};

test("a run keeps nothing unless told to, and says who asked", async () => {
  const { bench, token } = await opened();
  expect(await bench.call("reconcile.run", token, range)).toMatchObject({ run: null });
  expect(await bench.call("reconcile.runs", token)).toEqual([]);
  const kept = await bench.call("reconcile.run", token, { ...range, dryRun: false });

  expect(kept).toMatchObject({ run: { bucket: "day", actor: "admin", gapCount: 0 } });
  expect(await bench.call("reconcile.report", token, range)).toMatchObject({
    status: { isConfigured: true, whatToSet: null, lastRun: { actor: "admin" } },
    totals: { tokenShareBasisPoints: 10_000, costShareBasisPoints: 10_000 },
    rows: [],
  });
});

test("without a key for Anthropic the report says what to set, and a run is refused in the same words", async () => {
  const { bench, token } = await opened();
  bench.isReconcileConfigured = false;

  const report = await bench.call("reconcile.report", token, range);
  expect(report).toMatchObject({ status: { isConfigured: false } });
  expect(
    JSON.stringify(report, (_key, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  ).toContain("Set ANTHROPIC_ADMIN_KEY");
  const failure = await bench.failureOf("reconcile.run", token, range);
  expect(failure.code).toBe("BAD_REQUEST");
  expect(failure.message).toContain("Set ANTHROPIC_ADMIN_KEY");
});

test("links are replaced as a whole, each pair once", async () => {
  const { bench, token } = await opened();
  const link = { apiKeyId: "apikey_1", accessKeyId: "7" };
  const set = await bench.call("reconcile.setLinks", token, { links: [link] });

  expect(set).toEqual([{ ...link, workspaceId: null }]);
  expect(await bench.call("reconcile.links", token)).toEqual(set);
  const twice = await bench.failureOf("reconcile.setLinks", token, { links: [link, link] });
  expect(twice.message).toContain("each pair of keys once");
});

test("ranges that hold nothing, or too many buckets, are refused by the field", async () => {
  const { bench, token } = await opened();
  const backwards = { startDate: range.endDate, endDate: range.startDate };
  const long = {
    startDate: new Date("2026-01-01"),
    endDate: new Date("2026-09-01"),
    bucket: "hour",
  };

  expect((await bench.failureOf("reconcile.report", token, backwards)).message).toContain(
    "endDate",
  );
  expect((await bench.failureOf("reconcile.run", token, long)).message).toContain("hour 31");
});
