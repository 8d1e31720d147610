import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { HealthSearch } from "./health-search.ts";

export const healthRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/health",
  validateSearch: (search) => HealthSearch.parse(search),
  beforeLoad: ({ context: { queryClient, trpc }, cause }) => {
    if (cause === "enter") void queryClient.prefetchQuery(trpc.admin.dataHealth.queryOptions());
  },
  component: lazyRouteComponent(() => import("./health-page.tsx"), "HealthPage"),
});
