import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { TrendSearch } from "../../view/view-search.ts";

export const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  validateSearch: (search) => TrendSearch.parse(search),
  component: lazyRouteComponent(() => import("./overview-page.tsx"), "OverviewPage"),
});
