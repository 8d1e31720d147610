import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { PricesSearch } from "./prices-search.ts";

export const pricesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices",
  validateSearch: (search) => PricesSearch.parse(search),
  component: lazyRouteComponent(() => import("./prices-page.tsx"), "PricesPage"),
});
