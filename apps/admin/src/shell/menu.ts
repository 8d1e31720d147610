import type { Permission } from "../data/use-member.ts";
import type { IconName } from "../ui/icon.tsx";

interface MenuEntry {
  /** Names the entry in the catalogue (`app.pages`), and its icon. */
  readonly page: IconName;
  readonly to: string;
  /** Members without it do not see the entry; null: everybody does. */
  readonly permission: Permission | null;
}

/** The menu, and what the palette (Cmd-K) offers. A page that needs a permission says so here; the server decides again on every call. */
export const menu = [
  {
    group: "usage",
    pages: [
      { page: "overview", to: "/", permission: null },
      { page: "explore", to: "/explore", permission: "usage.read" },
      { page: "models", to: "/models", permission: "usage.read" },
      { page: "requests", to: "/requests", permission: "usage.read.detail" },
      { page: "exports", to: "/exports", permission: "exports.read" },
    ],
  },
  {
    group: "manage",
    pages: [
      { page: "keys", to: "/keys", permission: "keys.read" },
      { page: "users", to: "/users", permission: "users.read" },
      { page: "budgets", to: "/budgets", permission: "quotas.read" },
      { page: "alerts", to: "/alerts", permission: "alerts.read" },
      { page: "prices", to: "/prices", permission: "prices.read" },
      { page: "reconcile", to: "/reconcile", permission: "reconcile.read" },
      { page: "audit", to: "/audit", permission: "audit.read" },
      { page: "health", to: "/health", permission: "ops.read" },
      { page: "setup", to: "/setup", permission: null },
      { page: "settings", to: "/settings", permission: null },
    ],
  },
] as const satisfies readonly { readonly group: string; readonly pages: readonly MenuEntry[] }[];
