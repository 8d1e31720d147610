import type { ReactElement } from "react";
import { classNames } from "../ui/class-names.ts";
import { CHART_HEIGHT } from "./chart-plot.ts";
import { seriesFills, type ChartSeries } from "./chart-series.ts";
import type { Column } from "./stack-layout.ts";

interface ChartBarProps {
  readonly column: Column;
  readonly series: readonly ChartSeries[];
  readonly isActive: boolean;
}

/** One bar. Its whole column answers to the pointer, also where the bar is low. */
export const ChartBar = ({ column, series, isActive }: ChartBarProps): ReactElement => (
  <>
    <rect
      className={isActive ? "fill-sunken" : "fill-transparent"}
      height={CHART_HEIGHT - 28}
      width={column.columnWidth}
      x={column.columnX}
      y={4}
    />
    {column.blocks.map((block) => {
      const colour = series[block.seriesIndex]?.colour ?? "rest";
      return (
        <rect
          className={classNames(seriesFills[colour], "stroke-surface")}
          height={block.height}
          key={block.seriesIndex}
          width={column.barWidth}
          x={column.barX}
          y={block.y}
        />
      );
    })}
  </>
);
