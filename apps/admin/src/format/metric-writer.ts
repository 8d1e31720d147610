import { unitOf, type Metric } from "../metric/metric.ts";
import type { Formatter } from "./formatter.ts";

/** How a metric's values are written: briefly, and to the last digit. */
export interface MetricWriter {
  readonly brief: (value: bigint) => string;
  /** As an axis writes it. */
  readonly tick: (value: bigint) => string;
  readonly exact: (value: bigint) => string;
}

/** The way one metric is written in one language. */
export const metricWriter = (format: Formatter, metric: Metric): MetricWriter =>
  unitOf(metric) === "money"
    ? { brief: format.compactMoney, tick: format.tickMoney, exact: format.money }
    : { brief: format.compact, tick: format.compact, exact: format.exact };
