import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { askForUser } from "./ask-for-user.ts";
import { TrendSearch } from "../../view/view-search.ts";

export const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users/$id",
  validateSearch: (search) => TrendSearch.parse(search),
  beforeLoad: ({ context, search, params: { id }, cause }) => {
    if (cause === "enter") void askForUser(context, id, search);
  },
  component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
});
