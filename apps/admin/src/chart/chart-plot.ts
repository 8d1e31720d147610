import type { Plot } from "./stack-layout.ts";

/** Height of a chart with its axis, in pixels, unless it says another; its width is measured. */
export const CHART_HEIGHT = 288;
const AXIS_WIDTH = 48;
const AXIS_HEIGHT = 24;
const TOP = 8;

/** The part of a chart that holds the bars: right of the values, above the names. */
export const chartPlot = (width: number, height: number = CHART_HEIGHT): Plot => ({
  left: AXIS_WIDTH,
  top: TOP,
  width: Math.max(width - AXIS_WIDTH, 1),
  height: height - AXIS_HEIGHT - TOP,
});
