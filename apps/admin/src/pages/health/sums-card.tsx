import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { AggregateJob } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { refetchMs } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { RangePicker } from "../../shell/range-picker.tsx";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import { RebuildDialog } from "./rebuild-dialog.tsx";
import { sumsTexts } from "./sums-texts.ts";

const route = getRouteApi("/app/health");

const tones: Record<AggregateJob["state"], BadgeTone> = {
  queued: "plain",
  running: "warn",
  done: "good",
  failed: "bad",
};

/** What the scheduler gives as its reason; people give their own. */
const HOURLY = "the hourly check";

const isUnfinished = ({ state }: AggregateJob): boolean =>
  state === "queued" || state === "running";

const Job = ({ job }: { readonly job: AggregateJob }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(sumsTexts);
  const { startDate, endDate, dayCount, doneDayCount } = job;
  const reason = job.reason === HOURLY ? texts.hourly : job.reason;
  return (
    <tr>
      <Cell>{format.moment(job.createTime.getTime())}</Cell>
      <Cell>
        {texts.jobKinds[job.kind]}
        {job.isDryRun ? <span className="text-ink-soft"> ({texts.dry})</span> : null}
      </Cell>
      <Cell>{format.days(startDate.getTime(), endDate.getTime() - 1)}</Cell>
      <Cell className="max-w-64 truncate" title={reason}>
        {reason === "" ? job.actor : texts.byFor(job.actor, reason)}
      </Cell>
      <Cell title={job.error ?? undefined}>
        <Badge tone={tones[job.state]}>{texts.jobStates[job.state]}</Badge>
        {isUnfinished(job) ? (
          <ProgressBar done={doneDayCount} label={texts.jobKinds[job.kind]} total={dayCount} />
        ) : null}
      </Cell>
      <Cell isNumber>
        {format.exact(doneDayCount)} / {format.exact(dayCount)}
      </Cell>
      <Cell isNumber>{format.exact(job.differenceCount + job.breakdownDifferenceCount)}</Cell>
    </tr>
  );
};

const Jobs = (): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(sumsTexts);
  const trpc = useTrpc();
  const jobs = useQuery({
    ...trpc.aggregates.jobs.queryOptions(),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => refetchMs(query.state.data?.some(isUnfinished) ?? false)(query),
  });
  const head = (
    <>
      <HeadCell>{t.zone.of(texts.began, format.zoneName)}</HeadCell>
      <HeadCell>{texts.job}</HeadCell>
      <HeadCell>{texts.days}</HeadCell>
      <HeadCell>{texts.by}</HeadCell>
      <HeadCell>{texts.state}</HeadCell>
      <HeadCell isNumber>{texts.daysDone}</HeadCell>
      <HeadCell isNumber>{texts.differences}</HeadCell>
    </>
  );
  return (
    <QueryBody query={jobs} skeleton={<Skeleton lines={5} />}>
      {(rows) =>
        rows.length === 0 ? (
          <Notice title={texts.noJobs} />
        ) : (
          <Table caption={texts.jobs} head={head}>
            {rows.map((job) => (
              <Job job={job} key={job.id} />
            ))}
          </Table>
        )
      }
    </QueryBody>
  );
};

interface Scope {
  readonly startDate: Date;
  readonly endDate: Date;
}

interface StartProps {
  readonly scope: Scope;
  /** Something began: the list of jobs is asked for again. */
  readonly onStart: () => Promise<void>;
}

const VerifyButton = ({ scope, onStart }: StartProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(sumsTexts);
  const trpc = useTrpc();
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => {
    setIsAsking(false);
  };
  const verify = useMutation({
    ...trpc.aggregates.runIncremental.mutationOptions(),
    onSuccess: async () => {
      await onStart();
      close();
    },
  });
  return (
    <>
      <Button
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {texts.verify}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          action={texts.verify}
          error={verify.error}
          hint={texts.verifyHint(
            format.days(scope.startDate.getTime(), scope.endDate.getTime() - 1),
          )}
          isBusy={verify.isPending}
          isDangerous={false}
          onClose={close}
          onConfirm={() => {
            verify.mutate(scope);
          }}
          title={texts.verifyTitle}
        />
      ) : null}
    </>
  );
};

const Starts = ({ scope }: { readonly scope: Scope }): ReactElement => {
  const texts = usePageTexts(sumsTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const onStart = async (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: trpc.aggregates.pathKey() });
  const dryRun = useMutation({
    ...trpc.aggregates.rebuild.mutationOptions(),
    onSuccess: onStart,
  });
  return (
    <>
      <VerifyButton onStart={onStart} scope={scope} />
      <Button
        disabled={dryRun.isPending}
        onClick={() => {
          dryRun.mutate({ ...scope, dryRun: true });
        }}
      >
        {texts.dryRebuild}
      </Button>
      <FaultText error={dryRun.error} />
    </>
  );
};

const StartPart = (): ReactElement => {
  const texts = usePageTexts(sumsTexts);
  const { zone } = useLocale();
  const nowMs = useMinute();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const { span, range } = viewPeriod(search.range, nowMs, zone);
  const scope = { startDate: new Date(span.startMs), endDate: new Date(span.endMs) };
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <RangePicker
        nowMs={nowMs}
        onRange={(next) => void navigate({ search: (now) => ({ ...now, range: next }) })}
        range={range}
      />
      <Starts scope={scope} />
      <Button
        look="danger"
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {texts.rebuild}
      </Button>
      {isAsking ? (
        <RebuildDialog
          onClose={() => {
            setIsAsking(false);
          }}
          scope={scope}
        />
      ) : null}
    </div>
  );
};

/** The stored sums: checked against the records, and made anew. */
export const SumsCard = (): ReactElement => {
  const texts = usePageTexts(sumsTexts);
  return (
    <Card title={texts.jobs}>
      <p className="mb-3 max-w-3xl text-sm text-ink-soft">{texts.jobsHint}</p>
      {useMay("ops.rebuild") ? <StartPart /> : null}
      <Jobs />
    </Card>
  );
};
