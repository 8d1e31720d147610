import { useRef, useState, type ReactElement } from "react";
import { useFilterOptions } from "../../data/use-filter-options.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { FilterBar } from "../../shell/filter-bar.tsx";
import { RangePicker } from "../../shell/range-picker.tsx";
import { SelectField } from "../../ui/field.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { ExportsPart } from "./exports-part.ts";
import { exportKinds, exportSplits, type ExportKind } from "./exports-search.ts";
import { exportsTexts } from "./exports-texts.ts";
import { possibleRolls, rollOf } from "./new-export.ts";

interface SubjectFieldsProps extends ExportsPart {
  readonly view: ViewPeriod;
  readonly onKind: (kind: ExportKind) => void;
}

const SumFields = ({
  search,
  onSearch,
  view,
}: Omit<SubjectFieldsProps, "onKind">): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(exportsTexts);
  return (
    <>
      <SelectField
        label={texts.by}
        onChoose={(by) => {
          onSearch((now) => ({ ...now, by }));
        }}
        options={exportSplits.map((value) => ({
          value,
          name: value === "none" ? texts.whole : t.filter.names[value],
        }))}
        value={search.by ?? "none"}
      />
      <SelectField
        label={texts.roll}
        onChoose={(roll) => {
          onSearch((now) => ({ ...now, roll }));
        }}
        options={possibleRolls(view.span).map((value) => ({ value, name: texts.rolls[value] }))}
        value={rollOf(search, view.span)}
      />
    </>
  );
};

/** What the requests' page narrows its list by, beside the filters all pages share. */
const RecordFacts = ({ search }: Pick<ExportsPart, "search">): ReactElement | null => {
  const { t } = useLocale();
  const facts = [
    ...(search.outcome === undefined
      ? []
      : [{ name: t.requests.outcome, value: t.requests.outcomes[search.outcome] }]),
    ...(search.requestId === undefined
      ? []
      : [{ name: t.requests.requestId, value: search.requestId }]),
    ...(search.messageId === undefined
      ? []
      : [{ name: t.requests.messageId, value: search.messageId }]),
  ];
  return facts.length === 0 ? null : <FactLine facts={facts} />;
};

/** What is in the file: single calls or sums, of which period, of whom. All of it stands in the address. */
export const SubjectFields = ({
  search,
  onSearch,
  view,
  onKind,
}: SubjectFieldsProps): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  const nowMs = useMinute();
  const inputRef = useRef<HTMLInputElement>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const options = useFilterOptions(view.span, isChoosing);
  const maySeeCalls = useMay("usage.read.detail");
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label={texts.what}
          onChoose={(kind) => {
            onKind(kind);
            onSearch((now) => ({ ...now, new: kind }));
          }}
          options={exportKinds
            .filter((value) => value !== "records" || maySeeCalls)
            .map((value) => ({ value, name: texts.kinds[value] }))}
          value={search.new ?? "records"}
        />
        {search.new === "trends" ? (
          <SumFields onSearch={onSearch} search={search} view={view} />
        ) : null}
      </div>
      <RangePicker
        nowMs={nowMs}
        onRange={(range) => {
          onSearch((now) => ({ ...now, range }));
        }}
        range={view.range}
      />
      <FilterBar
        inputRef={inputRef}
        onChoosing={() => {
          setIsChoosing(true);
        }}
        onSearch={onSearch}
        options={options}
        search={search}
      />
      <RecordFacts search={search} />
    </div>
  );
};
