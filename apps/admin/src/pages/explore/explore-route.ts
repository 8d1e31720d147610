import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { ExploreSearch } from "./explore-search.ts";

export const exploreRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/explore",
  validateSearch: (search) => ExploreSearch.parse(search),
  component: lazyRouteComponent(() => import("./explore-page.tsx"), "ExplorePage"),
});
