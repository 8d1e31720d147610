import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { FigureDrawer } from "../../explanation/figure-drawer.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { ViewBar } from "../../shell/view-bar.tsx";
import { usageFilter } from "../../view/filters.ts";
import type { SearchChange } from "../../view/search-change.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { CacheCard } from "./cache-card.tsx";
import type { ModelsSearch } from "./models-search.ts";
import { modelsTexts } from "./models-texts.ts";
import { UsedCard } from "./used-card.tsx";
import { WhatIfCard } from "./what-if-card.tsx";

const route = getRouteApi("/app/models");

/** The models in use: how much, at which price, and what caching does for them. */
export const ModelsPage = (): ReactElement => {
  const { t, zone } = useLocale();
  const texts = usePageTexts(modelsTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, zone);
  const change = (next: SearchChange<ModelsSearch>): void => {
    void navigate({ search: next });
  };
  const part = { search, view, filter: usageFilter(search, view.span), onSearch: change };
  return (
    <Page intro={texts.intro} title={t.app.pages.models}>
      <ViewBar
        answer={{ completeUntil: undefined, answeredMs: nowMs }}
        nowMs={nowMs}
        onSearch={change}
        search={search}
        view={view}
      />
      <UsedCard {...part} />
      <WhatIfCard {...part} />
      <CacheCard {...part} />
      <FigureDrawer filter={part.filter} why={search.why} />
    </Page>
  );
};
