import {
  createRootRouteWithContext,
  createRoute,
  type SearchMiddleware,
} from "@tanstack/react-router";
import { MissingPage } from "../shell/missing-page.tsx";
import { Root } from "../shell/root.tsx";
import { Shell } from "../shell/shell.tsx";
import type { Asker } from "./early-questions.ts";
import { zoneSearch, type ZoneSearch } from "../zone/zone-search.ts";

/** The zone goes along on every link that names no other. */
const keepZone: SearchMiddleware<ZoneSearch> = ({ search, next }) => {
  const wanted = next(search);
  return wanted.tz === undefined && search.tz !== undefined ? { ...wanted, tz: search.tz } : wanted;
};

/** Above everything: the log-in page, and the shell. */
export const rootRoute = createRootRouteWithContext<Asker>()({
  validateSearch: (search) => zoneSearch(search, () => localStorage),
  search: { middlewares: [keepZone] },
  component: Root,
  notFoundComponent: MissingPage,
});

/** The frame with the menu; every page but the log-in is a child of it. Without a path of its own. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  component: Shell,
});
