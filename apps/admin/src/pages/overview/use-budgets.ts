import { useQuery } from "@tanstack/react-query";
import { liveOptions } from "../../data/live.ts";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import type { BudgetView } from "../budgets/budget-view.ts";

/** The budgets; none before they are known, and for members who may not see them. */
export const useBudgets = (): readonly BudgetView[] => {
  const trpc = useTrpc();
  const { data } = useQuery({
    ...trpc.quotas.list.queryOptions(),
    ...liveOptions(false),
    enabled: useMay("quotas.read"),
  });
  return data?.quotas ?? [];
};
