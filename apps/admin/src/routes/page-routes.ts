import { alertsRoute } from "../pages/alerts/alerts-route.ts";
import { budgetsRoute } from "../pages/budgets/budgets-route.ts";
import { auditRoute } from "../pages/audit/audit-route.ts";
import { exploreRoute } from "../pages/explore/explore-route.ts";
import { exportsRoute } from "../pages/exports/exports-route.ts";
import { healthRoute } from "../pages/health/health-route.ts";
import { keyRoute } from "../pages/key/key-route.ts";
import { keysRoute } from "../pages/keys/keys-route.ts";
import { modelsRoute } from "../pages/models/models-route.ts";
import { overviewRoute } from "../pages/overview/overview-route.ts";
import { panelRoute } from "../pages/panel/panel-route.ts";
import { pricesRoute } from "../pages/prices/prices-route.ts";
import { reconcileRoute } from "../pages/reconcile/reconcile-route.ts";
import { requestsRoute } from "../pages/requests/requests-route.ts";
import { settingsRoute } from "../pages/settings/settings-route.ts";
import { setupRoute } from "../pages/setup/setup-route.ts";
import { userRoute } from "../pages/user/user-route.ts";
import { usersRoute } from "../pages/users/users-route.ts";

/** Every page inside the shell. A page is a folder of `pages/`; its route joins here, its place in the menu in `shell/menu.ts`. */
export const pageRoutes = [
  overviewRoute,
  exploreRoute,
  modelsRoute,
  requestsRoute,
  keysRoute,
  keyRoute,
  healthRoute,
  usersRoute,
  userRoute,
  pricesRoute,
  panelRoute,
  budgetsRoute,
  alertsRoute,
  reconcileRoute,
  setupRoute,
  exportsRoute,
  auditRoute,
  settingsRoute,
] as const;
