import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { askForFigures } from "../../routes/early-questions.ts";
import { TrendSearch } from "../../view/view-search.ts";

export const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  validateSearch: (search) => TrendSearch.parse(search),
  beforeLoad: ({ context, search, cause }) => {
    if (cause === "enter") askForFigures(context, search, true);
  },
  component: lazyRouteComponent(() => import("./overview-page.tsx"), "OverviewPage"),
});
