import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { SettingsSearch } from "./settings-search.ts";

export const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings",
  validateSearch: (search) => SettingsSearch.parse(search),
  component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
});
