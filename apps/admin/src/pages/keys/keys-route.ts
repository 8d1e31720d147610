import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { KeysSearch } from "../../view/view-search.ts";

export const keysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/keys",
  validateSearch: (search) => KeysSearch.parse(search),
  component: lazyRouteComponent(() => import("./keys-page.tsx"), "KeysPage"),
});
