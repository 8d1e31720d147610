import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterInputs } from "@trpc/server";

/** Period and filters as every procedure about usage takes them. */
export type UsageQuestion = inferRouterInputs<AdminRouter>["admin"]["systemOverview"];
