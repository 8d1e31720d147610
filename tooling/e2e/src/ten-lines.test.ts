import { furnish } from "@tokenledger/demo/furniture";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { runTenLines, TEN_LINES_RECORDS, tenLinesBill } from "./system/ten-lines-script.ts";
import { THIS_YEAR } from "./system/this-year.ts";

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

test("ten lines with the real client: five calls are counted to the token, wherever one looks", async () => {
  const expected = { ...(await tenLinesBill()), requests: TEN_LINES_RECORDS };
  const key = await system.createKey("ten lines");
  expect(await runTenLines(system.url, key.token)).toBe("");

  const overview = () => system.admin.admin.systemOverview.query(THIS_YEAR);
  await expect
    .poll(overview, { interval: 25 })
    .toMatchObject({ ...expected, activeAccessKeys: 1, activeUsers: 1, failedRequests: 3n });
  const month = { ...THIS_YEAR, aggregationPeriod: "month" } as const;
  const { usage } = system.admin;
  const byKey = await usage.accessKeyStatistics.query({ ...month, accessKeyIds: [key.id] });
  const byUser = await usage.userStatistics.query({ ...month, users: ["ada"] });
  const trend = await usage.trends.query({ ...month, groupBy: "feature" });
  const { rows } = await usage.details.query({ ...THIS_YEAR, pageSize: 50 });

  expect(byKey.rows).toMatchObject([{ dimensionId: key.id, ...expected }]);
  expect(byUser.rows).toMatchObject([{ dimensionId: "ada", ...expected }]);
  expect(trend.points).toMatchObject([{ group: "ten-lines", ...expected }]);
  expect(
    rows.map(({ status, outcome, attempt, quality }) => ({ status, outcome, attempt, quality })),
  ).toEqual([
    { status: 400, outcome: "error", attempt: 0, quality: "none" },
    { status: 200, outcome: "complete", attempt: 1, quality: "final" },
    { status: 529, outcome: "error", attempt: 0, quality: "none" },
    { status: 200, outcome: "cancelled", attempt: 0, quality: "provisional" },
    { status: 200, outcome: "complete", attempt: 0, quality: "final" },
    { status: 200, outcome: "complete", attempt: 0, quality: "final" },
  ]);
  expect(
    rows.every(({ user, accessKeyName }) => user === "ada" && accessKeyName === "ten lines"),
  ).toBe(true);
  expect(await system.ledger.checkInvariants()).toEqual([]);
});

test("a company that only just began is furnished with budgets, alert rules and exports", async () => {
  await furnish(system.admin, Date.now());

  const { quotas } = await system.admin.quotas.list.query();
  expect(quotas.map(({ scope }) => scope).toSorted()).toEqual([
    "access_key",
    "all",
    "feature",
    "user",
  ]);
  const rules = await system.admin.alerts.list.query();
  expect(new Set(rules.map(({ condition }) => condition.kind)).size).toBe(7);
  const { rows } = await system.admin.exports.list.query({});
  expect(rows.map(({ request }) => request.format).toSorted()).toEqual(["csv", "focus", "parquet"]);
});
