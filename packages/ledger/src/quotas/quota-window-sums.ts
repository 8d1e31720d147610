import { wholeUsage, type Period, type PriceBook } from "@tokenledger/usage";
import { weightedTokensOf, type Quota } from "@tokenledger/usage/quotas";
import { z } from "zod";
import { resolveFilter, type ResolvedFilter } from "../queries/resolved-filter.ts";
import { rankUsage, type UsageRank } from "../queries/usage-ranks.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

/** Of a quota for each of something, the largest are told. */
const VALUES_MAX = 20;

const NAME_USERS = {
  text: sqlFile(new URL("../queries/sql/name-users.sql", import.meta.url)),
  row: z.object({ id: z.string(), name: z.string() }),
};

/** What one value of a quota's scope used, in the quota's unit. */
export interface QuotaSum {
  readonly value: string;
  readonly amount: bigint;
}

const rankings = {
  usd: "cost",
  tokens: "tokens",
  weighted_tokens: "weighted_tokens",
  requests: "requests",
} as const satisfies Record<Quota["unit"], string>;

/** Lets one value through. A model has several names: all models pass. */
const filterOf = async (
  runner: StatementRunner,
  { scope }: Quota,
  value: string | null,
  { startMs, endMs }: Period,
): Promise<ResolvedFilter> => {
  const of = (wanted: Quota["scope"]): string[] | undefined =>
    scope === wanted && value !== null ? [value] : undefined;
  return resolveFilter(runner, wholeUsage, {
    startDate: new Date(startMs),
    endDate: new Date(endMs),
    accessKeyIds: of("access_key"),
    users: of("user"),
    features: of("feature"),
  });
};

/** What models, and users, are called. */
interface Names {
  readonly models: Pick<PriceBook, "resolve"> | null;
  readonly users: ReadonlyMap<string, string>;
}

const valuesOf: Readonly<Record<Quota["scope"], (rank: UsageRank, names: Names) => string | null>> =
  {
    all: () => "",
    access_key: ({ accessKeyId }) => accessKeyId,
    user: ({ userId }, { users }) => (userId === null ? null : (users.get(userId) ?? userId)),
    feature: ({ feature }) => feature,
    model: ({ model }, { models }) => (model === null ? null : (models?.resolve(model) ?? model)),
  };

const nameUsers = async (
  runner: StatementRunner,
  ranks: readonly UsageRank[],
): Promise<Names["users"]> => {
  const ids = ranks.flatMap(({ userId }) => userId ?? []);
  const rows = ids.length === 0 ? [] : await runner.rows(NAME_USERS, [ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
};

/**
 * What a quota counts in a window, by value of its scope, largest first; values without usage are absent. Exact to the millisecond.
 *
 * @param runner in a snapshot: it is more than one statement.
 * @param value one value of the scope, or null for the 20 largest.
 * @param models tells which names are one model; without it each name is its own.
 */
export const sumQuotaWindow = async (
  runner: StatementRunner,
  quota: Quota,
  value: string | null,
  window: Period,
  models: Names["models"],
): Promise<readonly QuotaSum[]> => {
  const { scope, unit } = quota;
  const ranks = await rankUsage(runner, {
    groups: scope === "all" ? [] : [scope],
    buckets: [{ ...window, periodStartMs: window.startMs, periodEndMs: window.endMs }],
    filter: await filterOf(runner, quota, value, window),
    nowMs: Date.now(),
    rankBy: rankings[unit],
    isByLifetime: unit === "weighted_tokens",
    // Names of one model are added up first. Usage without a value may be among the largest.
    countMax: scope === "model" ? undefined : VALUES_MAX + 1,
  });
  const names = { models, users: await nameUsers(runner, ranks) };
  const amounts = new Map<string, bigint>();
  for (const rank of ranks) {
    const each = valuesOf[scope](rank, names);
    if (each !== null) amounts.set(each, (amounts.get(each) ?? 0n) + rank.weight);
  }
  return [...amounts]
    .map(([each, amount]) => ({
      value: each,
      amount: unit === "weighted_tokens" ? weightedTokensOf(amount) : amount,
    }))
    .filter((sum) => value === null || scope === "all" || sum.value === value)
    .toSorted((left, right) => (left.amount < right.amount ? 1 : -1))
    .slice(0, VALUES_MAX);
};
