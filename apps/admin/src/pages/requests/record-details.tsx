import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { RecordHead } from "../../record/record-head.tsx";
import { recordJson } from "../../record/record-json.ts";
import { classNames } from "../../ui/class-names.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CostExplanation } from "./cost-explanation.tsx";
import { RecordLines } from "./record-lines.tsx";
import { recordFields } from "./record-fields.ts";

const Fields = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { t, format } = useLocale();
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
      {recordFields(record, t, format).map(({ name, value, isCode }) => (
        <div className="contents" key={name}>
          <dt className="text-ink-soft">{name}</dt>
          <dd
            className={classNames(
              "min-w-0 break-words normal-nums",
              isCode && "font-mono text-xs leading-5",
            )}
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
  const { t } = useLocale();
  const json = recordJson(record);
  return (
    <div className="space-y-6">
      <RecordHead record={record} />
      <section>
        <h3 className="font-semibold">{t.record.lines}</h3>
        <p className="mb-2 text-sm text-ink-soft">{t.record.linesHint}</p>
        <RecordLines lines={record.lines} />
      </section>
      <CostExplanation record={record} />
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
