import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { metrics, type Metric } from "../metric/metric.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";
import type { SearchChange } from "../view/search-change.ts";
import type { FilterName, TrendSearch } from "../view/view-search.ts";

interface TrendControlsProps {
  readonly search: TrendSearch;
  readonly metric: Metric;
  readonly split: FilterName;
  readonly choices: readonly FilterName[];
  readonly onSearch: (change: SearchChange<TrendSearch>) => void;
}

const Choices = ({ metric, split, choices, onSearch }: TrendControlsProps): ReactElement => {
  const { t } = useLocale();
  return (
    <>
      <SelectField
        isLabelHidden
        label={t.overview.metric}
        onChoose={(next) => {
          onSearch((now) => ({ ...now, metric: next }));
        }}
        options={metrics.map((value) => ({ value, name: t.overview.metrics[value] }))}
        value={metric}
      />
      <SelectField
        isLabelHidden
        label={t.overview.split}
        onChoose={(next) => {
          onSearch((now) => ({ ...now, split: next }));
        }}
        options={choices.map((value) => ({
          value,
          name: t.overview.splitBy(t.filter.names[value]),
        }))}
        value={split}
      />
    </>
  );
};

/** What the chart shows, by what, against what, and as what; all of it in the address. */
export const TrendControls = (props: TrendControlsProps): ReactElement => {
  const { t } = useLocale();
  const { search, onSearch } = props;
  const isCompared = search.compare === "prev";
  const isTable = search.view === "table";
  const toggleCompare = (): void => {
    onSearch((now) => ({ ...now, compare: now.compare === "prev" ? undefined : "prev" }));
  };
  useShortcuts({ compare: toggleCompare });
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:gap-1">
      <Choices {...props} />
      <div className="flex gap-2 max-sm:gap-1">
        <Button
          aria-pressed={isCompared}
          className="aria-pressed:border-accent aria-pressed:text-accent"
          onClick={toggleCompare}
          title={t.overview.compareHint}
        >
          {t.overview.compare}
        </Button>
        <Button
          onClick={() => {
            onSearch((now) => ({ ...now, view: isTable ? undefined : "table" }));
          }}
        >
          {isTable ? t.overview.chart : t.overview.table}
        </Button>
      </div>
    </div>
  );
};
