import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Span } from "../period/range.ts";
import type { FilterOption } from "../view/filter-option.ts";
import { distinctGroups } from "../view/distinct-groups.ts";
import type { FilterName } from "../view/view-search.ts";
import { useTrpc } from "./trpc.ts";
import { useMay } from "./use-member.ts";

const FRESH_MS = 60_000;
const USERS_MAX = 200;

/** Everything one may filter by in a period, without regard to the filters in force; asked for when somebody is about to choose. Lists the member may not read stay empty. */
export const useFilterOptions = (
  span: Span,
  isWanted: boolean,
): Readonly<Record<FilterName, readonly FilterOption[]>> => {
  const trpc = useTrpc();
  const mayReadKeys = useMay("keys.read");
  const mayReadUsers = useMay("users.read");
  const rare = { staleTime: FRESH_MS, placeholderData: keepPreviousData };
  const range = {
    startDate: new Date(span.startMs),
    endDate: new Date(span.endMs),
    // The longest period: only the names count, and they are fewest by month.
    aggregationPeriod: "month",
  } as const;
  const keys = useQuery({
    ...trpc.accessKeys.list.queryOptions(),
    ...rare,
    enabled: isWanted && mayReadKeys,
  }).data;
  const users = useQuery({
    ...trpc.users.list.queryOptions({ countMax: USERS_MAX }),
    ...rare,
    enabled: isWanted && mayReadUsers,
  }).data;
  const models = useQuery({
    ...trpc.usage.trends.queryOptions({ ...range, groupBy: "model" }),
    ...rare,
    enabled: isWanted,
  }).data;
  const features = useQuery({
    ...trpc.usage.trends.queryOptions({ ...range, groupBy: "feature" }),
    ...rare,
    enabled: isWanted,
  }).data;
  return useMemo(
    () => ({
      key: (keys ?? []).map((key) => ({ value: key.id, name: key.name })),
      user: (users ?? []).map((user) => ({ value: user.name, name: user.name })),
      model: distinctGroups(models?.points ?? []),
      feature: distinctGroups(features?.points ?? []),
    }),
    [keys, users, models, features],
  );
};
