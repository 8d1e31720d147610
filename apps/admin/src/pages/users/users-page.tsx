import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue, useRef, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { FigureDrawer } from "../../explanation/figure-drawer.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { RangePicker } from "../../shell/range-picker.tsx";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { inputClass } from "../../ui/field.tsx";
import { usageFilter } from "../../view/filters.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { UsersCard } from "./users-card.tsx";
import { usersQuestion } from "./users-question.ts";

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
  const { t, zone } = useLocale();
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, zone);
  const q = useDeferredValue(search.q);
  const sort = search.sort ?? "-cost";
  const question = usersQuestion(q, sort, view);
  const users = useQuery({
    ...trpc.users.list.queryOptions(question),
    ...liveOptions(false),
  });
  return (
    <Page intro={t.users.intro} title={t.users.title}>
      <RangePicker
        nowMs={nowMs}
        onRange={(range) => void navigate({ search: (now) => ({ ...now, range }) })}
        range={view.range}
      />
      <UsersCard
        actions={<SearchBox />}
        onSort={(next) => void navigate({ search: (now) => ({ ...now, sort: next }) })}
        question={question}
        range={search.range}
        sort={sort}
        users={users}
        view={view}
      />
      <FigureDrawer filter={usageFilter({}, view.span)} why={search.why} />
    </Page>
  );
};
