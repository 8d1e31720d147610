import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { BudgetsSearch } from "./budgets-search.ts";

export const budgetsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/budgets",
  validateSearch: (search) => BudgetsSearch.parse(search),
  component: lazyRouteComponent(() => import("./budgets-page.tsx"), "BudgetsPage"),
});
