import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { TrendSearch } from "../../view/view-search.ts";

export const keyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/keys/$id",
  validateSearch: (search) => TrendSearch.parse(search),
  component: lazyRouteComponent(() => import("./key-page.tsx"), "KeyPage"),
});
