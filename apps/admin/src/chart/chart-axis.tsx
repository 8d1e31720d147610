import type { ReactElement } from "react";
import { labelStride } from "./scale.ts";
import type { Plot, StackLayout } from "./stack-layout.ts";

/** Room for one name of a bucket, in pixels: 11月23日 with space around it. */
const LABEL_WIDTH = 72;

interface ChartAxisProps {
  readonly layout: StackLayout;
  readonly plot: Plot;
  readonly labels: readonly { readonly short: string }[];
  readonly formatTick: (value: number) => string;
}

/** Lines and values at the left, names below. Hidden from screen readers: every bar speaks for itself. */
export const ChartAxis = ({ layout, plot, labels, formatTick }: ChartAxisProps): ReactElement => {
  const stride = labelStride(labels.length, plot.width, LABEL_WIDTH);
  return (
    <g aria-hidden="true" className="fill-ink-soft text-xs">
      {layout.ticks.map(({ value, y }) => (
        <g key={value}>
          <line className="stroke-line" x1={plot.left} x2={plot.left + plot.width} y1={y} y2={y} />
          <text dominantBaseline="middle" textAnchor="end" x={plot.left - 8} y={y}>
            {formatTick(value)}
          </text>
        </g>
      ))}
      {layout.columns.map((column, index) =>
        index % stride === 0 ? (
          <text
            key={column.columnX}
            textAnchor="middle"
            x={column.columnX + column.columnWidth / 2}
            y={plot.top + plot.height + 18}
          >
            {labels[index]?.short}
          </text>
        ) : null,
      )}
    </g>
  );
};
