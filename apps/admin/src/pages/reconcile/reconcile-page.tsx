import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { RangePicker } from "../../shell/range-picker.tsx";
import { Card } from "../../ui/card.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import { UTC } from "../../zone/zone.ts";
import { AgreementFigures } from "./agreement-figures.tsx";
import { GapTable } from "./gap-table.tsx";
import { LinksCard } from "./links-card.tsx";
import { reconcileTexts } from "./reconcile-texts.ts";
import { reconcileRange, type ReconcileRange, type ReconcileReportView } from "./reconcile-view.ts";
import { RowsCard } from "./rows-card.tsx";
import { RunPart } from "./run-part.tsx";

const route = getRouteApi("/app/reconcile");

const Status = ({ status }: Pick<ReconcileReportView, "status">): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(reconcileTexts);
  const { lastRun, whatToSet, isStale } = status;
  const refreshed = lastRun?.refreshedUntil ?? null;
  return (
    <>
      {whatToSet === null ? null : <Notice hint={texts.whatToSet} title={texts.unset} />}
      {isStale ? (
        <output className="block rounded-md bg-warn-soft px-3 py-1 text-sm text-warn">
          {texts.stale}
        </output>
      ) : null}
      {lastRun === null ? null : (
        <FactLine
          facts={[
            {
              name: texts.lastRun,
              value: texts.lastRunBy(lastRun.actor, format.moment(lastRun.startTime.getTime())),
            },
            {
              name: texts.complete,
              value: refreshed === null ? "–" : format.moment(refreshed.getTime()),
            },
          ]}
        />
      )}
    </>
  );
};

const Agreement = ({
  report,
  range,
}: {
  readonly report: ReconcileReportView;
  readonly range: ReconcileRange;
}): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const mayManage = useMay("reconcile.manage");
  const { status, totals, rows } = report;
  return (
    <div className="space-y-4">
      <Status status={status} />
      {rows.length > 0 ? <AgreementFigures totals={totals} /> : null}
      {rows.length === 0 && status.isConfigured ? (
        <Notice hint={texts.neverHint} title={texts.never} />
      ) : null}
      {mayManage && status.isConfigured ? <RunPart range={range} /> : null}
    </div>
  );
};

/** How far the ledger agrees with what Anthropic reports, and why where it does not. */
export const ReconcilePage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(reconcileTexts);
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, UTC);
  const range = reconcileRange(view.span);
  const by = search.by ?? "model";
  const query = useQuery({
    ...trpc.reconcile.report.queryOptions({ ...range, groupBy: [by] }),
    ...liveOptions(false),
  });
  const report = query.data;
  return (
    <Page intro={texts.intro} title={t.app.pages.reconcile}>
      <RangePicker
        fixedZone={UTC}
        nowMs={nowMs}
        onRange={(next) => void navigate({ search: (now) => ({ ...now, range: next }) })}
        range={view.range}
      />
      <Card title={texts.agreement}>
        <QueryBody query={query} skeleton={<Skeleton lines={5} />}>
          {(answer) => <Agreement range={range} report={answer} />}
        </QueryBody>
      </Card>
      {report === undefined || report.rows.length === 0 ? null : (
        <>
          <Card title={texts.differences}>
            <p className="pb-2 text-xs text-ink-soft">{texts.differencesHint}</p>
            <GapTable gaps={report.totals.gaps} />
          </Card>
          <RowsCard
            by={by}
            onBy={(next) =>
              void navigate({
                search: (now) => ({ ...now, by: next === "model" ? undefined : next }),
              })
            }
            rows={report.rows}
          />
        </>
      )}
      <LinksCard />
    </Page>
  );
};
