import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue, useRef, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useUsageOf } from "../../data/use-usage-of.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { RangePicker } from "../../shell/range-picker.tsx";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { Card } from "../../ui/card.tsx";
import { inputClass } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import { UsersTable } from "./users-table.tsx";

/** Rows of the list; few enough that their usage can be asked for by name. */
const USERS_MAX = 50;

const route = getRouteApi("/app/users");

const SearchBox = (): ReactElement => {
  const { t } = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const ref = useRef<HTMLInputElement>(null);
  useShortcuts({ filter: () => ref.current?.focus() });
  return (
    <input
      aria-label={t.users.search}
      autoComplete="off"
      className={`${inputClass} w-64 max-w-full`}
      maxLength={128}
      onChange={(event) => {
        const q = event.target.value === "" ? undefined : event.target.value;
        void navigate({ search: (now) => ({ ...now, q }), replace: true });
      }}
      placeholder={t.users.searchPlaceholder}
      ref={ref}
      type="search"
      value={search.q ?? ""}
    />
  );
};

/** The users that usage is attributed to: found by name, weighed, stopped and started. */
export const UsersPage = (): ReactElement => {
  const { t, format } = useLocale();
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs);
  const q = useDeferredValue(search.q);
  const users = useQuery({
    ...trpc.users.list.queryOptions({ countMax: USERS_MAX, ...(q !== undefined && { search: q }) }),
    ...liveOptions(false),
  });
  const usage = useUsageOf(
    "user",
    (users.data ?? []).map((user) => user.name),
    view,
  );
  return (
    <Page intro={t.users.intro} title={t.users.title}>
      <RangePicker
        nowMs={nowMs}
        onRange={(range) => void navigate({ search: (now) => ({ ...now, range }) })}
        range={view.range}
      />
      <Card actions={<SearchBox />} title={t.users.all}>
        <QueryBody query={users} skeleton={<Skeleton lines={8} />}>
          {(rows) =>
            rows.length === 0 ? (
              <Notice hint={t.users.emptyHint} title={t.users.empty} />
            ) : (
              <>
                <UsersTable range={search.range} usage={usage} users={rows} />
                {rows.length < USERS_MAX ? null : (
                  <p className="pt-3 text-sm text-ink-soft">
                    {t.users.limited(format.exact(USERS_MAX))}
                  </p>
                )}
              </>
            )
          }
        </QueryBody>
      </Card>
    </Page>
  );
};
