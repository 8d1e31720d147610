import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { CostText } from "./cost-text.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { recordSums } from "./record-sums.ts";

const Sums = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { t, format } = useLocale();
  const sums = recordSums(record.lines);
  const { columns } = t.requests;
  const boxes = [
    [columns.input, sums.input],
    [columns.cacheWrite, sums.cacheWrite],
    [columns.cacheRead, sums.cacheRead],
    [columns.output, sums.output],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line @lg:grid-cols-5">
      <div className="col-span-2 bg-surface px-3 py-2 @lg:col-span-1">
        <dt className="text-xs text-ink-soft">{columns.cost}</dt>
        <dd className="text-lg font-semibold">
          <CostText record={record} />
        </dd>
      </div>
      {boxes.map(([name, count]) => (
        <div className="bg-surface px-3 py-2" key={name}>
          <dt className="text-xs text-ink-soft">{name}</dt>
          <dd className="text-lg font-semibold">{format.exact(count)}</dd>
        </div>
      ))}
    </dl>
  );
};

/** A record at a glance: how it ended, on which model, when, what it cost, and its four sums. */
export const RecordHead = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { t, format } = useLocale();
  return (
    <div className="@container space-y-4">
      <p className="flex flex-wrap items-center gap-2 text-ink-soft">
        <OutcomeBadge errorType={record.errorType} outcome={record.outcome} />
        <span>{record.model ?? t.overview.none.model}</span>
        <span>
          {format.moment(record.occurTimeMs)} {format.zoneAt(record.occurTimeMs)}
        </span>
      </p>
      <Sums record={record} />
    </div>
  );
};
