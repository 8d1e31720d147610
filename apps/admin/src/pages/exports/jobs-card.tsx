import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { refetchMs } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Card } from "../../ui/card.tsx";
import { KeysetPager } from "../../ui/keyset-pager.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import type { ExportRow, ExportsPart } from "./exports-part.ts";
import { exportsTexts } from "./exports-texts.ts";
import { JobItem } from "./job-item.tsx";

const PAGE_SIZE = 20;

const isUnfinished = ({ state }: ExportRow): boolean => state === "waiting" || state === "running";

interface JobsProps extends ExportsPart {
  readonly rows: readonly ExportRow[];
  /** Null for members who may not. */
  readonly onCancel: ((job: ExportRow) => void) | null;
}

const Jobs = ({ rows, onCancel, search, onSearch }: JobsProps): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  return (
    <>
      {rows.length === 0 ? (
        <Notice hint={texts.emptyHint} title={texts.empty} />
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((job) => (
            <JobItem job={job} key={job.id} onCancel={isUnfinished(job) ? onCancel : null} />
          ))}
        </ul>
      )}
      <KeysetPager
        isFirst={search.before === undefined}
        next={rows.length < PAGE_SIZE ? null : (rows.at(-1)?.id ?? null)}
        onBefore={(before) => {
          onSearch((now) => ({ ...now, before }));
        }}
      />
    </>
  );
};

/** The member's exports, newest first; asked for every two seconds while one is being written. */
export const JobsCard = ({ search, onSearch }: ExportsPart): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  const trpc = useTrpc();
  const mayCancel = useMay("exports.create");
  const [chosen, setChosen] = useState<ExportRow | null>(null);
  const jobs = useQuery({
    ...trpc.exports.list.queryOptions({
      countMax: PAGE_SIZE,
      ...(search.before !== undefined && { beforeId: search.before }),
    }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      refetchMs(query.state.data?.rows.some(isUnfinished) ?? false)(query),
  });
  return (
    <Card title={texts.jobs}>
      <QueryBody query={jobs} skeleton={<Skeleton lines={8} />}>
        {({ rows }) => (
          <Jobs
            onCancel={mayCancel ? setChosen : null}
            onSearch={onSearch}
            rows={rows}
            search={search}
          />
        )}
      </QueryBody>
      {chosen === null ? null : (
        <CancelDialog
          job={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </Card>
  );
};
