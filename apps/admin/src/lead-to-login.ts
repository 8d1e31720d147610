import { rememberPermissions } from "./data/remembered-permissions.ts";
import type { AdminAppRouter } from "./router.tsx";

/** Leads to the log-in page, which leads back to where the member was. Asked again on the way, or there, it does nothing. */
export const leadToLogin = (router: AdminAppRouter): void => {
  rememberPermissions(() => localStorage, null);
  const { pathname, href } = router.latestLocation;
  if (pathname !== "/login") {
    void router.navigate({ to: "/login", search: { redirect: href }, replace: true });
  }
};
