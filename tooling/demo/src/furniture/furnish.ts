import type { TokenledgerClient } from "@tokenledger/sdk/admin";
import { budgetsFor, type Spending } from "./budgets.ts";
import { exportsOf } from "./exports.ts";
import { alertRulesFor } from "./alert-rules.ts";

const DAY_MS = 86_400_000;
const DAYS = 30;

/** What was used of late: budgets and alerts that ask for more or less than that would show nothing. */
const spendingOf = async (client: TokenledgerClient, nowMs: number): Promise<Spending> => {
  const overview = await client.admin.systemOverview.query({
    startDate: new Date(nowMs - DAYS * DAY_MS),
    endDate: new Date(nowMs),
  });
  const keys = await client.accessKeys.list.query();
  return {
    costPicoUsd: overview.costPicoUsd,
    requests: overview.requests,
    days: DAYS,
    accessKeyIds: new Map(keys.map(({ id, name }) => [name, id])),
  };
};

/** Gives the made-up company what a real one would have set up by now: budgets, alert rules, and a few files taken away. */
export const furnish = async (client: TokenledgerClient, nowMs: number): Promise<void> => {
  const spending = await spendingOf(client, nowMs);
  for (const budget of budgetsFor(spending)) {
    await client.quotas.create.mutate(budget);
  }
  for (const rule of alertRulesFor(spending)) {
    await client.alerts.create.mutate(rule);
  }
  for (const wanted of exportsOf(nowMs)) {
    await client.exports.create.mutate(wanted);
  }
};
