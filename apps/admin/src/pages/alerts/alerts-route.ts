import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { AlertsSearch } from "./alerts-search.ts";

export const alertsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/alerts",
  validateSearch: (search) => AlertsSearch.parse(search),
  component: lazyRouteComponent(() => import("./alerts-page.tsx"), "AlertsPage"),
});
