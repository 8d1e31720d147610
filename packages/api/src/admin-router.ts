import { accessKeysRouter } from "./access-keys-router.ts";
import { adminRouterOf, mergedAdminRouters } from "./admin-procedures.ts";
import { adminUsageRouter } from "./admin-usage-router.ts";
import { aggregatesRouter } from "./aggregates-router.ts";
import { alertsRouter } from "./alerts-router.ts";
import { auditRouter } from "./audit-router.ts";
import { authRouter } from "./auth-router.ts";
import { dataHealthRouter } from "./data-health/data-health-router.ts";
import { deadLettersRouter } from "./dead-letters-router.ts";
import { exportsRouter } from "./exports-router.ts";
import { membersRouter } from "./members-router.ts";
import { overviewRouter } from "./overview-router.ts";
import { pricesRouter } from "./prices-router.ts";
import { quotasRouter } from "./quotas/quotas-router.ts";
import { procedureRules } from "./procedure-meta.ts";
import { reconcileRouter } from "./reconcile-router.ts";
import { retentionRouter } from "./retention-router.ts";
import { usersRouter } from "./users-router.ts";

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
