import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../routes/app-route.ts";
import { LoginSearch } from "../../view/view-search.ts";

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: (search) => LoginSearch.parse(search),
  component: lazyRouteComponent(() => import("./login-page.tsx"), "LoginPage"),
});
