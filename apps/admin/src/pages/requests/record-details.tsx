import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { OutcomeBadge } from "../../record/outcome-badge.tsx";
import { recordJson } from "../../record/record-json.ts";
import { recordSums } from "../../record/record-sums.ts";
import { classNames } from "../../ui/class-names.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { RecordLines } from "./record-lines.tsx";
import { recordFields } from "./record-fields.ts";

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
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-4">
      {boxes.map(([name, count]) => (
        <div className="bg-surface px-3 py-2" key={name}>
          <dt className="text-xs text-ink-soft">{name}</dt>
          <dd className="text-lg font-semibold">{format.exact(count)}</dd>
        </div>
      ))}
    </dl>
  );
};

const Fields = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { t, format } = useLocale();
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
      {recordFields(record, t, format).map(({ name, value, isCode }) => (
        <div className="contents" key={name}>
          <dt className="text-ink-soft">{name}</dt>
          <dd
            className={classNames("min-w-0 break-words", isCode && "font-mono text-xs leading-5")}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** A record: its sums, its lines, its facts, and the whole of it as JSON. */
export const RecordDetails = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { t, format } = useLocale();
  const json = recordJson(record);
  return (
    <div className="space-y-6">
      <p className="flex flex-wrap items-center gap-2 text-ink-soft">
        <OutcomeBadge errorType={record.errorType} outcome={record.outcome} />
        <span>{record.model ?? t.overview.none.model}</span>
        <span>{format.moment(record.occurTimeMs)} UTC</span>
      </p>
      <Sums record={record} />
      <section>
        <h3 className="font-semibold">{t.record.lines}</h3>
        <p className="mb-2 text-sm text-ink-soft">{t.record.linesHint}</p>
        <RecordLines lines={record.lines} />
      </section>
      <Fields record={record} />
      <details>
        <summary className="text-sm font-medium">{t.record.raw}</summary>
        <div className="mt-2 space-y-2">
          <CopyButton text={json} />
          <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
            {json}
          </pre>
        </div>
      </details>
    </div>
  );
};
