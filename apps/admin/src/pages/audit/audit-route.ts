import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../../routes/app-route.ts";
import { AuditSearch } from "./audit-search.ts";

export const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/audit",
  validateSearch: (search) => AuditSearch.parse(search),
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});
