import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { ReconcileSearch } from "./reconcile-search.ts";

export const reconcileRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/reconcile",
  validateSearch: (search) => ReconcileSearch.parse(search),
  component: lazyRouteComponent(() => import("./reconcile-page.tsx"), "ReconcilePage"),
});
