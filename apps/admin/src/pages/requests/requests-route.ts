import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { RequestsSearch } from "../../view/view-search.ts";

export const requestsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/requests",
  validateSearch: (search) => RequestsSearch.parse(search),
  component: lazyRouteComponent(() => import("./requests-page.tsx"), "RequestsPage"),
});
