import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { ExportsSearch } from "./exports-search.ts";

export const exportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/exports",
  validateSearch: (search) => ExportsSearch.parse(search),
  component: lazyRouteComponent(() => import("./exports-page.tsx"), "ExportsPage"),
});
