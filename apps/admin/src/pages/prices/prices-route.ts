import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { editionOf, PricesSearch } from "./prices-search.ts";

export const pricesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices",
  validateSearch: (search) => PricesSearch.parse(search),
  beforeLoad: ({ context: { queryClient, trpc }, search, cause }) => {
    if (cause === "enter") {
      void queryClient.prefetchQuery(trpc.prices.list.queryOptions(editionOf(search)));
    }
  },
  component: lazyRouteComponent(() => import("./prices-page.tsx"), "PricesPage"),
});
