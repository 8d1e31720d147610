import { axisTicks } from "./scale.ts";
import { bucketTotals, type Series } from "./series.ts";

/** The drawing area in pixels; y grows downwards. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Block {
  readonly seriesIndex: number;
  readonly y: number;
  readonly height: number;
}

/** One bucket: its column of the plot (the whole width answers to the pointer), its bar, its blocks from the bottom up. */
export interface Column {
  readonly columnX: number;
  readonly columnWidth: number;
  readonly barX: number;
  readonly barWidth: number;
  readonly total: bigint;
  readonly blocks: readonly Block[];
}

export interface StackLayout {
  readonly columns: readonly Column[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** The y of a value, for overlays drawn on the same axis. */
  readonly yOf: (value: bigint) => number;
}

const TICKS_MAX = 4;
const BAR_SHARE = 0.76;
const BAR_WIDTH_MAX = 44;

const stackBlocks = (
  series: readonly Series[],
  index: number,
  yOf: (value: bigint) => number,
): Block[] => {
  const blocks: Block[] = [];
  let below = 0n;
  for (const [seriesIndex, { values }] of series.entries()) {
    const value = values[index] ?? 0n;
    if (value > 0n) {
      const y = yOf(below + value);
      blocks.push({ seriesIndex, y, height: yOf(below) - y });
      below += value;
    }
  }
  return blocks;
};

/**
 * Places stacked bars. A block's height is proportional to its value; blocks of one bar touch and never overlap;
 * nothing leaves the plot, nor does an overlay of other values on the same axis.
 */
export const stackLayout = (
  series: readonly Series[],
  bucketCount: number,
  plot: Plot,
  overlay: readonly bigint[] = [],
): StackLayout => {
  const totals = bucketTotals(series, bucketCount);
  const max = [...totals, ...overlay].reduce((top, value) => (value > top ? value : top), 0n);
  const ticks = axisTicks(Number(max), TICKS_MAX);
  const axisMax = ticks.at(-1) ?? 1;
  const bottom = plot.top + plot.height;
  const yOf = (value: bigint): number => bottom - (Number(value) / axisMax) * plot.height;
  const columnWidth = plot.width / Math.max(bucketCount, 1);
  const barWidth = Math.min(columnWidth * BAR_SHARE, BAR_WIDTH_MAX);
  const columns = totals.map((total, index) => ({
    columnX: plot.left + index * columnWidth,
    columnWidth,
    barX: plot.left + index * columnWidth + (columnWidth - barWidth) / 2,
    barWidth,
    total,
    blocks: stackBlocks(series, index, yOf),
  }));
  return { columns, ticks: ticks.map((value) => ({ value, y: yOf(BigInt(value)) })), yOf };
};
