import { useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import type { ChartSeries } from "./chart-series.ts";
import { ChartAxis } from "./chart-axis.tsx";
import { ChartBar } from "./chart-bar.tsx";
import { ChartOutlookMarks, type ChartOutlook } from "./chart-outlook.tsx";
import { CHART_HEIGHT, chartPlot } from "./chart-plot.ts";
import { moveIndex } from "./move-index.ts";
import { overlayPoints } from "./overlay-points.ts";
import { stackLayout, type Plot, type StackLayout } from "./stack-layout.ts";
import { useWidth } from "./use-width.ts";

/** What a bar's link carries beside its address. */
export interface ColumnLink {
  readonly "aria-label": string;
  readonly className: string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onPointerEnter: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export interface StackedChartProps {
  readonly title: string;
  readonly hint: string;
  readonly series: readonly ChartSeries[];
  /** One per bucket: what stands under it, and what a screen reader says of it. */
  readonly labels: readonly { readonly short: string; readonly spoken: string }[];
  readonly formatTick: (value: number) => string;
  /** In pixels, axis included; missing: as high as charts usually are. */
  readonly height?: number;
  /** The period before, on the same axis; null without comparison. */
  readonly before: readonly bigint[] | null;
  /** What is expected after the last bar, and what is allowed; missing: nothing. */
  readonly outlook?: ChartOutlook | null;
  /** The bucket being read; null for none. */
  readonly activeIndex: number | null;
  readonly onActive: (index: number | null) => void;
  /** Makes a bar the link to its own period. */
  readonly renderLink: (index: number, link: ColumnLink, bar: ReactNode) => ReactElement;
}

const NOTHING_AHEAD: ChartOutlook = { ahead: [], limit: null };

interface ColumnsProps {
  readonly layout: StackLayout;
  readonly props: StackedChartProps;
  readonly plotHeight: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const Columns = ({ layout, props, plotHeight, onKeyDown }: ColumnsProps): ReactElement[] =>
  layout.columns.slice(0, props.labels.length).map((column, index) => {
    const read = (): void => {
      props.onActive(index);
    };
    const isTabStop = index === (props.activeIndex ?? props.labels.length - 1);
    const link: ColumnLink = {
      "aria-label": props.labels[index]?.spoken ?? "",
      className: "outline-offset-0",
      tabIndex: isTabStop ? 0 : -1,
      onFocus: read,
      onPointerEnter: read,
      onKeyDown,
    };
    const bar = (
      <ChartBar
        column={column}
        isActive={index === props.activeIndex}
        plotHeight={plotHeight}
        series={props.series}
      />
    );
    return <g key={column.columnX}>{props.renderLink(index, link, bar)}</g>;
  });

const Overlay = ({
  values,
  layout,
}: {
  readonly values: readonly bigint[];
  readonly layout: StackLayout;
}): ReactElement => (
  <polyline
    className="pointer-events-none fill-none stroke-ink stroke-2"
    points={overlayPoints(values, layout)}
    strokeDasharray="0 5"
    strokeLinecap="round"
  />
);

/** Everything on one axis: bars, the period before, what is expected, and what is allowed. */
const layoutOf = (props: StackedChartProps, plot: Plot, outlook: ChartOutlook): StackLayout => {
  const heights = [
    ...(props.before ?? []),
    ...outlook.ahead.map(({ value }) => value),
    ...(outlook.limit === null ? [] : [outlook.limit.value]),
  ];
  return stackLayout(props.series, props.labels.length + outlook.ahead.length, plot, heights);
};

/**
 * Stacked bars, one per bucket, each a link to its own period. One stop of the Tab key; arrows, Home and End move between the bars,
 * Enter follows one. A screen reader speaks each bar in full; the same figures stand in the table view.
 */
export const StackedChart = (props: StackedChartProps): ReactElement => {
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame);
  const id = useId();
  const height = props.height ?? CHART_HEIGHT;
  const plot = chartPlot(width, height);
  const outlook = props.outlook ?? NOTHING_AHEAD;
  const labels = [...props.labels, ...outlook.ahead];
  const layout = layoutOf(props, plot, outlook);
  const press = (event: KeyboardEvent): void => {
    const next = moveIndex(event.key, props.activeIndex, props.labels.length);
    if (next !== undefined) {
      event.preventDefault();
      frame.current?.querySelectorAll("a")[next]?.focus();
    }
  };
  return (
    <figure aria-labelledby={id} ref={frame} style={{ height }}>
      <figcaption className="sr-only" id={id}>
        {props.title}. {props.hint}
      </figcaption>
      {width === 0 ? null : (
        <svg
          className="overflow-visible"
          height={height}
          onBlur={() => {
            props.onActive(null);
          }}
          onPointerLeave={() => {
            props.onActive(null);
          }}
          viewBox={`0 0 ${width} ${height}`}
          width={width}
        >
          <title>{props.title}</title>
          <desc>{props.hint}</desc>
          <ChartAxis formatTick={props.formatTick} labels={labels} layout={layout} plot={plot} />
          <Columns layout={layout} onKeyDown={press} plotHeight={plot.height} props={props} />
          <ChartOutlookMarks
            bucketCount={props.labels.length}
            layout={layout}
            outlook={outlook}
            plot={plot}
          />
          <Overlay layout={layout} values={props.before ?? []} />
        </svg>
      )}
    </figure>
  );
};
