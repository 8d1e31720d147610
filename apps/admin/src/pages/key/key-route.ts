import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { askForFigures } from "../../routes/early-questions.ts";
import { TrendSearch } from "../../view/view-search.ts";

export const keyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/keys/$id",
  validateSearch: (search) => TrendSearch.parse(search),
  beforeLoad: ({ context, search, params: { id }, cause }) => {
    if (cause === "enter") {
      void context.queryClient.prefetchQuery(context.trpc.accessKeys.list.queryOptions());
      askForFigures(context, { ...search, key: [id] });
    }
  },
  component: lazyRouteComponent(() => import("./key-page.tsx"), "KeyPage"),
});
