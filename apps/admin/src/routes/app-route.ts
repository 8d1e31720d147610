import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { MissingPage } from "../shell/missing-page.tsx";
import { Shell } from "../shell/shell.tsx";

/** Above everything: the log-in page, and the shell. */
export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });

/** The frame with the menu; every page but the log-in is a child of it. Without a path of its own. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  component: Shell,
});
