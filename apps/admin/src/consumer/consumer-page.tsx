import type { ReactElement, ReactNode } from "react";
import { HeadlineText } from "../figures/headline-text.tsx";
import { TilesCard } from "../figures/tiles-card.tsx";
import { useOverview } from "../figures/use-overview.ts";
import { AfterFirstPaint } from "../first-paint/after-first-paint.tsx";
import { FigureDrawer } from "../explanation/figure-drawer.tsx";
import { useLocale } from "../locale/locale-context.ts";
import { useMinute } from "../period/use-minute.ts";
import { TopCard } from "../ranking/top-card.tsx";
import { LatestCard } from "../record/latest-card.tsx";
import { Page } from "../shell/page.tsx";
import { ViewBar } from "../shell/view-bar.tsx";
import { TrendCard } from "../trend/trend-card.tsx";
import { usageFilter } from "../view/filters.ts";
import type { SearchChange } from "../view/search-change.ts";
import { viewPeriod } from "../view/view-period.ts";
import { splits, type TrendSearch } from "../view/view-search.ts";

interface ConsumerPageProps {
  /** What the page is about. */
  readonly name: "key" | "user";
  /** Its value in a filter: the key's id, the user's name. */
  readonly value: string;
  readonly title: string;
  readonly search: TrendSearch;
  readonly onSearch: (change: SearchChange<TrendSearch>) => void;
  /** What can be done with it. */
  readonly actions: ReactNode;
  /** State and facts, under the title. */
  readonly children: ReactNode;
}

/** Everything about one key or one user: the sentence, the figures, the course, on what, with whom, and the last records. */
export const ConsumerPage = (props: ConsumerPageProps): ReactElement => {
  const { name, value, search, onSearch } = props;
  const { zone } = useLocale();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, zone);
  const focused = { ...search, [name]: [value] };
  const filter = usageFilter(focused, view.span);
  const overview = useOverview(filter, view);
  const others = splits.filter((split) => split !== name);
  const part = { search, view, filter, onSearch, splits: others };
  return (
    <Page
      actions={props.actions}
      intro={<HeadlineText overview={overview} view={view} />}
      title={props.title}
    >
      {props.children}
      <ViewBar
        answer={overview.answer}
        except={name}
        nowMs={nowMs}
        onSearch={onSearch}
        search={search}
        view={view}
      />
      <TilesCard overview={overview} view={view} />
      <AfterFirstPaint>
        <TrendCard {...part} />
        <div className="grid gap-4 lg:grid-cols-3">
          {others.map((split) => (
            <TopCard {...part} key={split} name={split} />
          ))}
        </div>
        <LatestCard filter={filter} search={focused} view={view} />
        <FigureDrawer filter={filter} why={search.why} />
      </AfterFirstPaint>
    </Page>
  );
};
