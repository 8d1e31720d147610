import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { TrendSearch } from "../../view/view-search.ts";

export const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users/$id",
  validateSearch: (search) => TrendSearch.parse(search),
  component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
});
