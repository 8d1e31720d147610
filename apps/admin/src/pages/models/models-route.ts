import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { ModelsSearch } from "./models-search.ts";

export const modelsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/models",
  validateSearch: (search) => ModelsSearch.parse(search),
  component: lazyRouteComponent(() => import("./models-page.tsx"), "ModelsPage"),
});
