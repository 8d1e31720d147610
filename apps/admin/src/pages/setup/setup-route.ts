import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { SharedSearch } from "../../view/view-search.ts";

export const setupRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/setup",
  validateSearch: (search) => SharedSearch.parse(search),
  component: lazyRouteComponent(() => import("./setup-page.tsx"), "SetupPage"),
});
