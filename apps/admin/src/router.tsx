import { createRouter } from "@tanstack/react-router";
import { loginRoute } from "./pages/login/login-route.ts";
import { appRoute, rootRoute } from "./routes/app-route.ts";
import type { Asker } from "./routes/early-questions.ts";
import { pageRoutes } from "./routes/page-routes.ts";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { Skeleton } from "./ui/skeleton.tsx";
import { parseSearchText, searchText } from "./view/search-text.ts";

const routeTree = rootRoute.addChildren([loginRoute, appRoute.addChildren(pageRoutes)]);

/** The pages and their addresses. Each page's code is fetched when it is first needed, or when its link is pointed at. */
export const createAdminRouter = (context: Asker) =>
  createRouter({
    routeTree,
    context,
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
