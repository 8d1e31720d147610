import { Link, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Icon } from "../ui/icon.tsx";
import { SharedSearch, sharedPart } from "../view/view-search.ts";
import { useMenu } from "./use-menu.ts";

/** The pages. Period and filters go along from page to page. */
export const Navigation = (): ReactElement => {
  const { t } = useLocale();
  const groups = useMenu();
  const search = sharedPart(SharedSearch.parse(useSearch({ strict: false })));
  return (
    <nav aria-label={t.app.nav} className="space-y-4">
      {groups.map(({ group, pages }) => (
        <div key={group}>
          <p className="px-2 pb-1 text-xs text-ink-soft">{t.app.groups[group]}</p>
          <ul className="space-y-1">
            {pages.map(({ page, to }) => (
              <li key={page}>
                <Link
                  activeOptions={{ exact: to === "/", includeSearch: false }}
                  activeProps={{ className: "bg-accent-soft font-medium text-accent" }}
                  className="flex h-8 items-center gap-2 rounded-md px-2 text-sm hover:bg-sunken"
                  search={search}
                  to={to}
                >
                  <Icon name={page} />
                  {t.app.pages[page]}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
};
