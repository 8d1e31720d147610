import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { PeriodType } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { FigureDrawer } from "../../explanation/figure-drawer.tsx";
import { ExportLink } from "../../export-link/export-link.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { ViewBar } from "../../shell/view-bar.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { SearchChange } from "../../view/search-change.ts";
import { usageFilter } from "../../view/filters.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { sharedPart } from "../../view/view-search.ts";
import { ExploreBody } from "./explore-body.tsx";
import { ExploreControls } from "./explore-controls.tsx";
import { exploreQuestion, possibleRolls, type ExploreQuestion } from "./explore-question.ts";
import type { ExploreSearch } from "./explore-search.ts";
import { exploreTexts } from "./explore-texts.ts";
import { QuestionDialog } from "./question-dialog.tsx";

const route = getRouteApi("/app/explore");

const useView = (search: ExploreSearch, nowMs: number) => {
  const { zone } = useLocale();
  const usual = viewPeriod(search.range, nowMs, zone);
  const roll = possibleRolls(usual.span).find((one) => one === search.roll);
  return roll === undefined ? usual : viewPeriod(search.range, nowMs, zone, roll);
};

const UseButton = ({ question }: { readonly question: ExploreQuestion }): ReactElement => {
  const texts = usePageTexts(exploreTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <Icon name="copy" />
        {texts.use}
      </Button>
      {isOpen ? (
        <QuestionDialog
          onClose={() => {
            setIsOpen(false);
          }}
          question={question}
        />
      ) : null}
    </>
  );
};

interface ActionsProps {
  readonly search: ExploreSearch;
  readonly roll: PeriodType;
  readonly question: ExploreQuestion;
}

const Actions = ({ search, roll, question }: ActionsProps): ReactElement => (
  <div className="flex flex-wrap gap-2">
    <ExportLink search={{ ...sharedPart(search), new: "trends", by: search.by ?? "model", roll }} />
    <UseButton question={question} />
  </div>
);

/** Any figure of usage, by anything, over any time. */
export const ExplorePage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(exploreTexts);
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = useView(search, nowMs);
  const question = exploreQuestion(search, view);
  const trends = useQuery({ ...trpc.usage.trends.queryOptions(question), ...liveOptions(false) });
  const change = (next: SearchChange<ExploreSearch>): void => {
    void navigate({ search: next });
  };
  return (
    <Page
      actions={<Actions question={question} roll={view.period} search={search} />}
      intro={texts.intro}
      title={t.app.pages.explore}
    >
      <ViewBar
        answer={{ completeUntil: trends.data?.completeUntil, answeredMs: trends.dataUpdatedAt }}
        nowMs={nowMs}
        onSearch={change}
        search={search}
        view={view}
      />
      <Card title={texts.question}>
        <div className="space-y-4">
          <ExploreControls onSearch={change} search={search} view={view} />
          <QueryBody query={trends} skeleton={<Skeleton lines={14} />}>
            {(answer) => (
              <ExploreBody onSearch={change} search={search} trends={answer} view={view} />
            )}
          </QueryBody>
        </div>
      </Card>
      <FigureDrawer filter={usageFilter(search, view.span)} why={search.why} />
    </Page>
  );
};
