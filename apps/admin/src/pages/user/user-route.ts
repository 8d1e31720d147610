import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { atMost } from "../../first-paint/at-most.ts";
import { appRoute } from "../../routes/app-route.ts";
import { askForUser } from "./ask-for-user.ts";
import { TrendSearch } from "../../view/view-search.ts";

/** So long at most the page is not drawn for want of the name. */
const NAMED_MS_MAX = 150;

export const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users/$id",
  validateSearch: (search) => TrendSearch.parse(search),
  beforeLoad: async ({ context, search, params: { id }, cause }) => {
    if (cause === "enter") await atMost(NAMED_MS_MAX, askForUser(context, id, search));
  },
  component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
});
