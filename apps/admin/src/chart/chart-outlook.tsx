import { useId, type ReactElement } from "react";
import type { Plot, StackLayout } from "./stack-layout.ts";

/** What a chart shows beyond its bars: expected bars, hatched, and a line that should not be passed. */
export interface ChartOutlook {
  readonly ahead: readonly {
    readonly value: bigint;
    readonly short: string;
    /** In full, for its title. */
    readonly spoken: string;
  }[];
  readonly limit: { readonly value: bigint; readonly spoken: string } | null;
}

interface ChartOutlookProps {
  readonly outlook: ChartOutlook;
  readonly layout: StackLayout;
  readonly plot: Plot;
  /** How many bars stand before the expected ones. */
  readonly bucketCount: number;
}

const HATCH_PX = 6;

const Ahead = ({ outlook, layout, plot, bucketCount }: ChartOutlookProps): ReactElement => {
  const id = useId();
  const bottom = plot.top + plot.height;
  return (
    <>
      <defs>
        <pattern
          height={HATCH_PX}
          id={id}
          patternTransform="rotate(45)"
          patternUnits="userSpaceOnUse"
          width={HATCH_PX}
        >
          <line className="stroke-ink-soft stroke-2" x1="0" x2="0" y1="0" y2={HATCH_PX} />
        </pattern>
      </defs>
      {outlook.ahead.map((day, index) => {
        const column = layout.columns[bucketCount + index];
        const y = layout.yOf(day.value);
        return column === undefined ? null : (
          <rect
            className="stroke-ink-soft"
            fill={`url(#${id})`}
            height={Math.max(bottom - y, 0)}
            key={column.columnX}
            strokeDasharray="2 2"
            width={column.barWidth}
            x={column.barX}
            y={y}
          >
            <title>{day.spoken}</title>
          </rect>
        );
      })}
    </>
  );
};

/** Draws what is expected and what is allowed on the axis of the bars. What it says stands in words beside the chart too. */
export const ChartOutlookMarks = (props: ChartOutlookProps): ReactElement => {
  const { outlook, layout, plot } = props;
  const { limit } = outlook;
  return (
    <g>
      <Ahead {...props} />
      {limit === null ? null : (
        <line
          className="stroke-bad stroke-2"
          strokeDasharray="8 4"
          x1={plot.left}
          x2={plot.left + plot.width}
          y1={layout.yOf(limit.value)}
          y2={layout.yOf(limit.value)}
        >
          <title>{limit.spoken}</title>
        </line>
      )}
    </g>
  );
};
