import type { Trends } from "@tokenledger/usage";
import { withAdmin } from "../admin/with-admin.ts";
import { jsonLine, print } from "../command.ts";
import { moneyText } from "../money-text.ts";
import { tableText } from "../table-text.ts";
import { dayIn, timeRange, type AskedTime } from "./time-range.ts";

/** What people call the ways of splitting, and what the server does. */
export const usageGroups = {
  model: "model",
  key: "access_key",
  user: "user",
  feature: "feature",
} as const;
export type UsageGroup = keyof typeof usageGroups;

export interface AskedUsage extends AskedTime {
  readonly by?: UsageGroup | undefined;
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

const GROUPS_MAX = 100;
const MONTHS_BACK = { day: 0, month: 11 } as const;
const MONTH_LENGTH = "2026-11".length;

interface Sums extends Pick<Trends, "points" | "totals"> {
  readonly zone: string;
}

const costOf = ({ costPicoUsd, unpricedRequests }: Sums["points"][number]): string =>
  moneyText(costPicoUsd) + (unpricedRequests > 0n ? ` + ${unpricedRequests} unpriced` : "");

const usageTable = (
  period: "day" | "month",
  by: UsageGroup | undefined,
  { points, totals, zone }: Sums,
): string => {
  const names = new Map(totals.map(({ group, name }) => [group, name]));
  const nameOf = ({ group, isOther }: Sums["points"][number]): string =>
    isOther ? "(others)" : (names.get(group) ?? group ?? "(none)");
  const rows = points.map((point) => {
    const day = dayIn(zone, point.periodStart.getTime());
    const figures = [
      point.requests,
      point.inputTokens,
      point.cacheCreationInputTokens,
      point.cacheReadInputTokens,
      point.outputTokens,
      costOf(point),
    ];
    const split = by === undefined ? [] : [nameOf(point)];
    return [period === "day" ? day : day.slice(0, MONTH_LENGTH), split, figures].flat();
  });
  const split = by === undefined ? [] : [by];
  return tableText(
    [period, split, "requests", "input", "cache writes", "cache reads", "output", "cost"].flat(),
    rows,
  );
};

/** Sums a day or a month at a time, whole or split. */
export const askUsage = async (
  period: "day" | "month",
  { by, url, json, ...time }: AskedUsage,
): Promise<void> => {
  const range = timeRange(time, Date.now(), MONTHS_BACK[period]);
  await withAdmin(url, async ({ client }) => {
    const { points, totals, completeUntil } = await client.usage.trends.query({
      ...range,
      aggregationPeriod: period,
      timeZone: time.zone,
      groupBy: by === undefined ? "none" : usageGroups[by],
      countMax: GROUPS_MAX,
    });
    if (json === true) {
      print(jsonLine({ ...range, timeZone: time.zone, points, totals, completeUntil }));
      return;
    }
    print(
      points.length === 0
        ? "No usage in this range."
        : usageTable(period, by, { points, totals, zone: time.zone }),
    );
    const until = completeUntil?.toISOString() ?? "an unknown moment: Redis does not answer";
    process.stderr.write(`Complete until ${until}.\n`);
  });
};
