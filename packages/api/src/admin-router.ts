import { accessKeysRouter } from "./access-keys/access-keys-router.ts";
import { adminRouterOf, mergedAdminRouters } from "./procedures/admin-procedures.ts";
import { adminUsageRouter } from "./usage/admin-usage-router.ts";
import { aggregatesRouter } from "./operations/aggregates-router.ts";
import { alertsRouter } from "./alerts/alerts-router.ts";
import { auditRouter } from "./audit/audit-router.ts";
import { authRouter } from "./people/auth-router.ts";
import { dataHealthRouter } from "./data-health/data-health-router.ts";
import { deadLettersRouter } from "./operations/dead-letters-router.ts";
import { exportsRouter } from "./exports/exports-router.ts";
import { membersRouter } from "./people/members-router.ts";
import { overviewRouter } from "./usage/overview-router.ts";
import { pricesRouter } from "./prices/prices-router.ts";
import { quotasRouter } from "./quotas/quotas-router.ts";
import { procedureRules } from "./procedures/procedure-meta.ts";
import { reconcileRouter } from "./reconcile/reconcile-router.ts";
import { retentionRouter } from "./operations/retention-router.ts";
import { usersRouter } from "./people/users-router.ts";

/** What people ask and manage: superjson, sessions, a permission for every procedure. */
export const adminRouter = adminRouterOf({
  auth: authRouter,
  aggregates: aggregatesRouter,
  usage: adminUsageRouter,
  admin: mergedAdminRouters(overviewRouter, deadLettersRouter, dataHealthRouter),
  accessKeys: accessKeysRouter,
  users: usersRouter,
  prices: pricesRouter,
  exports: exportsRouter,
  audit: auditRouter,
  members: membersRouter,
  retention: retentionRouter,
  reconcile: reconcileRouter,
  quotas: quotasRouter,
  alerts: alertsRouter,
});
export type AdminRouter = typeof adminRouter;

/** Who may call what on the admin router. */
export const adminRules = procedureRules(adminRouter);
