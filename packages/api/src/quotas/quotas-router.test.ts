import { beforeEach, expect, test } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";

let bench: AdminBench;
let token: string;
beforeEach(async () => {
  bench = new AdminBench();
  token = await bench.openSession(await bench.addMember("owner"));
});

const plain = { name: "team", scope: "all", unit: "usd", window: "month", limitAmount: 10n ** 15n };
const create = async (input: object = {}): Promise<unknown> =>
  bench.call("quotas.create", token, { ...plain, ...input });

test("a quota is made with sensible defaults, and shown with its use, thresholds and open passes", async () => {
  bench.quotas.usedAmount = 850n * 10n ** 12n;
  bench.quotas.passes = [
    { quotaId: "1", reason: "unavailable", count: 4, lastTime: new Date(5) },
    { quotaId: null, reason: "unavailable", count: 1, lastTime: new Date(5) },
  ];
  expect(await create()).toMatchObject({
    id: "1",
    scopeValue: null,
    isRolling: false,
    timeZone: "UTC",
    thresholds: [80, 100],
    isHard: true,
    failMode: "open",
    isEnabled: true,
    createdBy: "owner",
    states: [{ value: "", usedPercent: 85, thresholdsReached: [80], isExceeded: false }],
    openPasses: [{ reason: "unavailable", count: 4 }],
  });
  expect(await bench.call("quotas.list", token)).toMatchObject({ quotas: [{ name: "team" }] });
  expect(await bench.call("quotas.get", token, { id: "1" })).toMatchObject({ name: "team" });
});

test("removing tells what would go, and removes once confirmed", async () => {
  await create();
  expect(await bench.call("quotas.remove", token, { id: "1" })).toMatchObject({
    isRemoved: false,
    quota: { name: "team" },
  });
  expect(bench.quotas.stored.size).toBe(1);
  const confirmed = { id: "1", confirm: true };
  expect(await bench.call("quotas.remove", token, confirmed)).toMatchObject({ isRemoved: true });
  const failure = await bench.failureOf("quotas.get", token, { id: "1" });
  expect(failure.code).toBe("NOT_FOUND");
});

test("what is given is changed, the rest stands, and the scope and its value must go together", async () => {
  await create({ thresholds: [90, 50, 90] });
  expect(await bench.call("quotas.update", token, { id: "1", isEnabled: false })).toMatchObject({
    isEnabled: false,
    thresholds: [50, 90],
    updatedBy: "owner",
  });
  const failure = await bench.failureOf("quotas.update", token, { id: "1", scopeValue: "x" });
  expect(failure.message).toBe("scopeValue: must be null with the scope all");
  const change = { id: "1", scope: "access_key", scopeValue: "anna" };
  expect((await bench.failureOf("quotas.update", token, change)).message).toBe(
    "scopeValue: must be the id of an access key",
  );
});

test.each([
  [{ timeZone: "Mars/Base" }, "timeZone"],
  [{ limitAmount: 0n }, "limitAmount"],
  [{ limitAmount: 10n ** 19n }, "limitAmount"],
  [{ unit: "euro" }, "unit"],
  [{ window: "year" }, "window"],
  [{ name: "" }, "name"],
  [{ thresholds: [0] }, "thresholds"],
  [{ scopeValue: "anna" }, "scopeValue"],
  [{ scope: "access_key", scopeValue: "my key" }, "scopeValue"],
])("%o is refused, and the field is named", async (input, field) => {
  const failure = await bench.failureOf("quotas.create", token, { ...plain, ...input });
  expect(failure.code).toBe("BAD_REQUEST");
  expect(failure.message).toContain(field);
});
