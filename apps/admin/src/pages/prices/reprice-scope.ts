import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterInputs } from "@trpc/server";

/** Which stored lines are priced anew, as the procedure takes it. */
export type RepriceScopeView = Omit<
  inferRouterInputs<AdminRouter>["prices"]["reprice"],
  "dryRun" | "reason"
>;
