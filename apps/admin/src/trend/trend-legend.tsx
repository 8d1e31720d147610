import type { ReactElement } from "react";
import type { ChartSeries } from "../chart/chart-series.ts";
import { Swatch } from "../chart/swatch.tsx";
import { metricWriter } from "../format/metric-writer.ts";
import { useLocale } from "../locale/locale-context.ts";
import { shareOf } from "../metric/metric.ts";
import { classNames } from "../ui/class-names.ts";
import { toggleFilter } from "../view/filters.ts";
import { legendValues } from "./legend-values.ts";
import type { TrendContent } from "./trend-content.ts";

interface LegendRow {
  readonly series: ChartSeries;
  readonly value: string;
  readonly exact: string;
  readonly share: string;
  readonly isOn: boolean;
}

const RowContent = ({ row }: { readonly row: LegendRow }): ReactElement => (
  <>
    <Swatch colour={row.series.colour} />
    <span className="min-w-0 flex-1 truncate text-left">{row.series.name}</span>
    <span className="font-medium" title={row.exact}>
      {row.value}
    </span>
    <span className="w-11 text-right text-xs text-ink-soft">{row.share}</span>
  </>
);

const rowClass = "flex h-8 w-full items-center gap-2 rounded-md px-2 text-sm";

const Row = ({
  row,
  onToggle,
}: {
  readonly row: LegendRow;
  readonly onToggle: (group: string) => void;
}): ReactElement => {
  const { t } = useLocale();
  const { group, name } = row.series;
  if (group === null) {
    return (
      <span className={rowClass}>
        <RowContent row={row} />
      </span>
    );
  }
  return (
    <button
      aria-pressed={row.isOn}
      className={classNames(rowClass, "hover:bg-sunken", row.isOn && "bg-accent-soft")}
      onClick={() => {
        onToggle(group);
      }}
      title={row.isOn ? t.filter.notOnly(name) : t.filter.only(name)}
      type="button"
    >
      <RowContent row={row} />
    </button>
  );
};

interface TrendLegendProps extends TrendContent {
  /** The bucket being read; null for the whole period. */
  readonly readIndex: number | null;
}

/** What the colours mean and how much each is: of the bar under the pointer or the arrow keys, else of the whole period. A click filters. */
export const TrendLegend = (props: TrendLegendProps): ReactElement => {
  const { search, view, series, before, split, onSearch, readIndex } = props;
  const { t, format } = useLocale();
  const write = metricWriter(format, props.metric);
  const { values, total } = legendValues(series, readIndex);
  const startMs = readIndex === null ? undefined : view.buckets[readIndex];
  const earlier = readIndex === null ? undefined : before?.[readIndex];
  return (
    <div className="min-w-0">
      <div className="flex items-baseline justify-between gap-2 px-2 pb-2">
        <span className="text-xs text-ink-soft">
          {startMs === undefined ? t.overview.whole : format.bucket(startMs, view.period, false)}
        </span>
        <span className="text-lg font-semibold">{write.exact(total)}</span>
      </div>
      <ul className="border-t border-line pt-2">
        {series.map((one, index) => (
          <li key={`${one.colour} ${one.name}`}>
            <Row
              onToggle={(value) => {
                onSearch((now) => toggleFilter(now, { name: split, value }));
              }}
              row={{
                series: one,
                value: write.brief(values[index] ?? 0n),
                exact: write.exact(values[index] ?? 0n),
                share: format.share(shareOf(values[index] ?? 0n, total) ?? 0),
                isOn: one.group !== null && (search[split] ?? []).includes(one.group),
              }}
            />
          </li>
        ))}
      </ul>
      {earlier === undefined ? null : (
        <p className="mt-2 flex justify-between border-t border-line px-2 pt-2 text-sm text-ink-soft">
          <span>{t.overview.before}</span>
          <span>{write.exact(earlier)}</span>
        </p>
      )}
    </div>
  );
};
