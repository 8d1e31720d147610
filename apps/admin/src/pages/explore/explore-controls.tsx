import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { DEFAULT_METRIC, metrics } from "../../metric/metric.ts";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, SelectField } from "../../ui/field.tsx";
import type { SearchChange } from "../../view/search-change.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import { possibleRolls, subOf } from "./explore-question.ts";
import {
  comparisons,
  exploreSplits,
  rollUps,
  topCounts,
  type Comparison,
  type ExploreSearch,
  type ExploreSplit,
} from "./explore-search.ts";
import { exploreTexts } from "./explore-texts.ts";

interface ExploreControlsProps {
  readonly search: ExploreSearch;
  readonly view: ViewPeriod;
  readonly onSearch: (change: SearchChange<ExploreSearch>) => void;
}

const Splits = ({ search, onSearch }: ExploreControlsProps): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(exploreTexts);
  const by = search.by ?? "model";
  const options = exploreSplits.map((value) => ({
    value,
    name: value === "none" ? texts.whole : t.filter.names[value],
  }));
  return (
    <>
      <SelectField<ExploreSplit>
        label={texts.by}
        onChoose={(next) => {
          onSearch((now) => ({ ...now, by: next }));
        }}
        options={options}
        value={by}
      />
      <SelectField<ExploreSplit>
        label={texts.sub}
        onChoose={(next) => {
          onSearch((now) => ({ ...now, sub: next === "none" ? undefined : next }));
        }}
        options={options.filter(({ value }) => value !== by || value === "none")}
        value={subOf(search)}
      />
    </>
  );
};

const Sizes = ({ search, view, onSearch }: ExploreControlsProps): ReactElement => {
  const texts = usePageTexts(exploreTexts);
  const possible = possibleRolls(view.span);
  return (
    <>
      <SelectField
        label={texts.top}
        onChoose={(top) => {
          onSearch((now) => ({ ...now, top }));
        }}
        options={topCounts.map((value) => ({ value, name: texts.topOf(value) }))}
        value={search.top ?? "10"}
      />
      <SelectField<string>
        label={texts.roll}
        onChoose={(next) => {
          const roll = rollUps.find((one) => one === next);
          onSearch((now) => ({ ...now, roll }));
        }}
        options={[
          { value: "", name: texts.auto },
          ...possible.map((value) => ({ value, name: texts.rolls[value] })),
        ]}
        value={search.roll ?? ""}
      />
    </>
  );
};

const Against = ({ search, onSearch }: ExploreControlsProps): ReactElement => {
  const texts = usePageTexts(exploreTexts);
  return (
    <SelectField<Comparison | "none">
      label={texts.compare}
      onChoose={(next) => {
        onSearch((now) => ({ ...now, compare: next === "none" ? undefined : next }));
      }}
      options={(["none", ...comparisons] as const).map((value) => ({
        value,
        name: texts.comparisons[value],
      }))}
      value={search.compare ?? "none"}
    />
  );
};

/** What is asked: the figure, the splits, how many groups, how long the bars are; all of it in the address. Key: `X`. */
export const ExploreControls = (props: ExploreControlsProps): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(exploreTexts);
  const { search, onSearch } = props;
  useShortcuts({
    compare: () => {
      onSearch((now) => ({ ...now, compare: now.compare === undefined ? "prev" : undefined }));
    },
  });
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        label={texts.metric}
        onChoose={(metric) => {
          onSearch((now) => ({ ...now, metric }));
        }}
        options={metrics.map((value) => ({ value, name: t.overview.metrics[value] }))}
        value={search.metric ?? DEFAULT_METRIC}
      />
      <Splits {...props} />
      <Sizes {...props} />
      <Against {...props} />
      <CheckField
        isChecked={search.sum === "running"}
        label={texts.running}
        onCheck={(isOn) => {
          onSearch((now) => ({ ...now, sum: isOn ? "running" : undefined }));
        }}
      />
      <Button
        onClick={() => {
          onSearch((now) => ({ ...now, view: now.view === "table" ? undefined : "table" }));
        }}
      >
        {search.view === "table" ? t.overview.chart : t.overview.table}
      </Button>
    </div>
  );
};
