import type { ReactElement } from "react";
import { classNames } from "../ui/class-names.ts";
import { seriesFills, type ChartSeries } from "./chart-series.ts";
import type { Column } from "./stack-layout.ts";

interface ChartBarProps {
  readonly column: Column;
  readonly series: readonly ChartSeries[];
  readonly isActive: boolean;
  /** Height of the drawing area, in pixels. */
  readonly plotHeight: number;
}

/** One bar. Its whole column answers to the pointer, also where the bar is low. */
export const ChartBar = ({ column, series, isActive, plotHeight }: ChartBarProps): ReactElement => (
  <>
    <rect
      className={isActive ? "fill-sunken" : "fill-transparent"}
      height={plotHeight + 4}
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
