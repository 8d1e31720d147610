import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { PanelSearch } from "./panel-search.ts";

export const panelRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/panel",
  validateSearch: (search) => PanelSearch.parse(search),
  component: lazyRouteComponent(() => import("./panel-page.tsx"), "PanelPage"),
});
