import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { UsersSearch } from "../../view/view-search.ts";

export const usersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users",
  validateSearch: (search) => UsersSearch.parse(search),
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});
