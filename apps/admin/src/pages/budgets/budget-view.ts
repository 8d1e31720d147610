import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterOutputs } from "@trpc/server";

/** A budget as the server tells it: its terms, how it stands, and what passed it uncounted. */
export type BudgetView = inferRouterOutputs<AdminRouter>["quotas"]["list"]["quotas"][number];

/** How one value of a budget's scope stands. */
export type BudgetState = BudgetView["states"][number];

/** The state nearest to its limit; undefined before anything was used. */
export const worstState = ({ states }: BudgetView): BudgetState | undefined =>
  states.toSorted((left, right) => right.usedPercent - left.usedPercent)[0];
