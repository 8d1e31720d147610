import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { MissingPage } from "./shell/missing-page.tsx";
import { Shell } from "./shell/shell.tsx";
import { Skeleton } from "./ui/skeleton.tsx";
import { parseSearchText, searchText } from "./view/search-text.ts";
import {
  LoginSearch,
  OverviewSearch,
  RequestsSearch,
  SharedSearch,
  UsersSearch,
} from "./view/view-search.ts";

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: (search) => LoginSearch.parse(search),
  component: lazyRouteComponent(() => import("./pages/login/login-page.tsx"), "LoginPage"),
});

const appRoute = createRoute({ getParentRoute: () => rootRoute, id: "app", component: Shell });

const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  validateSearch: (search) => OverviewSearch.parse(search),
  component: lazyRouteComponent(() => import("./pages/overview/overview-page.tsx"), "OverviewPage"),
});

const requestsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/requests",
  validateSearch: (search) => RequestsSearch.parse(search),
  component: lazyRouteComponent(() => import("./pages/requests/requests-page.tsx"), "RequestsPage"),
});

const keysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/keys",
  validateSearch: (search) => SharedSearch.parse(search),
  component: lazyRouteComponent(() => import("./pages/keys/keys-page.tsx"), "KeysPage"),
});

const usersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users",
  validateSearch: (search) => UsersSearch.parse(search),
  component: lazyRouteComponent(() => import("./pages/users/users-page.tsx"), "UsersPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/setup",
  validateSearch: (search) => SharedSearch.parse(search),
  component: lazyRouteComponent(() => import("./pages/setup/setup-page.tsx"), "SetupPage"),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  appRoute.addChildren([overviewRoute, requestsRoute, keysRoute, usersRoute, setupRoute]),
]);

/** The pages and their addresses. Each page's code is fetched when it is first needed, or when its link is pointed at. */
export const createAdminRouter = () =>
  createRouter({
    routeTree,
    parseSearch: parseSearchText,
    stringifySearch: searchText,
    defaultPreload: "intent",
    defaultErrorComponent: CrashNotice,
    defaultPendingComponent: () => <Skeleton lines={6} />,
    scrollRestoration: true,
  });

/** The page's router. */
export type AdminAppRouter = ReturnType<typeof createAdminRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AdminAppRouter;
  }
}
