import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { AfterFirstPaint } from "../../first-paint/after-first-paint.tsx";
import { FigureDrawer } from "../../explanation/figure-drawer.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { ViewBar } from "../../shell/view-bar.tsx";
import { usageFilter } from "../../view/filters.ts";
import { viewPeriod } from "../../view/view-period.ts";
import type { SearchChange } from "../../view/search-change.ts";
import { splits, type TrendSearch } from "../../view/view-search.ts";
import { HeadlineText } from "../../figures/headline-text.tsx";
import { LatestCard } from "../../record/latest-card.tsx";
import { TilesCard } from "../../figures/tiles-card.tsx";
import { TopCard } from "../../ranking/top-card.tsx";
import { TrendCard } from "../../trend/trend-card.tsx";
import { useOutlook } from "../../trend/use-outlook.ts";
import { useOverview } from "../../figures/use-overview.ts";
import { OpenAlertsCard } from "./open-alerts-card.tsx";
import { PaceText } from "./pace-text.tsx";
import { ReconciledChip } from "./reconciled-chip.tsx";
import { RiskCard } from "./risk-card.tsx";
import { RiskText } from "./risk-text.tsx";

const route = getRouteApi("/app/");

/** Whoever pays opens this page and knows: how much, how it moved, who, on what, and how far the figures are complete. */
export const OverviewPage = (): ReactElement => {
  const { t, zone } = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, zone);
  const filter = usageFilter(search, view.span);
  const overview = useOverview(filter, view, true);
  const outlook = useOutlook(view.range === "mtd" ? overview.month : null, search, nowMs);
  const change = (next: SearchChange<TrendSearch>): void => {
    void navigate({ search: next });
  };
  const parts = { search, view, filter, onSearch: change };
  return (
    <Page
      intro={
        <>
          <HeadlineText overview={overview} view={view} />
          <PaceText month={view.range === "mtd" ? overview.month : null} />
          <RiskText />
        </>
      }
      title={t.app.pages.overview}
    >
      <ViewBar
        answer={overview.answer}
        chips={<ReconciledChip nowMs={nowMs} range={view.range} />}
        nowMs={nowMs}
        onSearch={change}
        search={search}
        view={view}
      />
      <TilesCard overview={overview} view={view} />
      <AfterFirstPaint>
        <TrendCard {...parts} outlook={outlook} />
        <div className="grid gap-4 empty:hidden lg:auto-cols-fr lg:grid-flow-col">
          <RiskCard />
          <OpenAlertsCard />
        </div>
        <div className="grid gap-4 lg:grid-cols-2">
          {splits.map((name) => (
            <TopCard {...parts} key={name} name={name} />
          ))}
        </div>
        <LatestCard filter={filter} search={search} view={view} />
        <FigureDrawer filter={filter} why={search.why} />
      </AfterFirstPaint>
    </Page>
  );
};
