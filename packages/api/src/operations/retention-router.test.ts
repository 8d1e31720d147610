import { beforeEach, expect, test } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";

const old = {
  monthStart: new Date("2026-06-01T00:00:00Z"),
  monthEnd: new Date("2026-07-01T00:00:00Z"),
  recordCount: "3",
  byteCount: "8192",
};
const young = {
  ...old,
  monthStart: new Date("2026-10-01T00:00:00Z"),
  monthEnd: new Date("2026-11-01T00:00:00Z"),
};

let bench: AdminBench;
let token: string;

beforeEach(async () => {
  bench = new AdminBench();
  bench.retention.months = [old, young];
  token = await bench.openSession(await bench.addMember("owner"));
});

test("old months are shown before they go, and go only when that is said", async () => {
  const shown = { months: [{ ...old, isExported: null }] };
  expect(await bench.call("retention.preview", token, { keptMonths: 3 })).toEqual(shown);
  const dry = await bench.call("retention.drop", token, { keptMonths: 3 });
  expect(dry).toEqual({ ...shown, isDropped: false });
  expect(bench.retention.dropped).toEqual([]);
  await bench.call("retention.drop", token, { keptMonths: 3, dryRun: false });
  expect(bench.retention.dropped).toMatchObject([{ monthStart: old.monthStart }]);
  expect(await bench.call("retention.months", token)).toMatchObject({ dropped: [{}] });
  expect(bench.auditLog.events.map(({ action }) => action)).toEqual([
    "retention.drop",
    "retention.drop",
  ]);
});

test("months that nobody exported are kept when only exported ones may go", async () => {
  const input = { keptMonths: 3, dryRun: false, onlyExported: true };
  expect(await bench.failureOf("retention.drop", token, input)).toMatchObject({
    cause: { code: "NOT_EXPORTED" },
  });
  bench.exportedMonths = { isExported: () => Promise.resolve(true) };
  await bench.call("retention.drop", token, input);
  expect(bench.retention.dropped).toHaveLength(1);
});

test("a name is taken out only by who types it, and no entry tells it", async () => {
  const { id } = await bench.directory.createUser({
    name: "anna.canary",
    displayName: null,
    note: null,
  });
  const dry = await bench.call("users.pseudonymise", token, { id });
  expect(dry).toMatchObject({ pseudonym: null, places: [{ place: "user" }] });
  for (const confirmName of [undefined, "anna"]) {
    const failure = await bench.failureOf("users.pseudonymise", token, {
      id,
      dryRun: false,
      confirmName,
    });
    expect(failure).toMatchObject({ cause: { code: "NAME_NOT_CONFIRMED" } });
  }
  expect(bench.retention.erased).toEqual([]);
  await bench.call("users.pseudonymise", token, { id, dryRun: false, confirmName: "anna.canary" });
  expect(bench.retention.erased).toEqual([id]);
  expect(JSON.stringify(bench.auditLog.events)).not.toContain("canary");
});
