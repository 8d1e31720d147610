import type { Series } from "../chart/series.ts";

/** What the legend says beside each series, in order, and their sum: of one bucket, or of the whole period (null). */
export const legendValues = (
  series: readonly Series[],
  readIndex: number | null,
): { readonly values: readonly bigint[]; readonly total: bigint } => {
  const values = series.map((one) =>
    readIndex === null ? one.total : (one.values[readIndex] ?? 0n),
  );
  return { values, total: values.reduce((sum, value) => sum + value, 0n) };
};
