const STEPS = [1, 2, 5, 10] as const;

/**
 * Round values for an axis from zero: steps of 1, 2 or 5 times a power of ten, whole numbers only (counts have no halves),
 * the last at or above `max`, about `countMax` of them. An empty chart gets the axis 0 to 1.
 */
export const axisTicks = (max: number, countMax: number): readonly number[] => {
  const rough = Math.max(max, 1) / Math.max(countMax, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = STEPS.find((step) => step * power >= rough) ?? 10;
  const step = Math.max(1, Math.round(factor * power));
  const count = Math.ceil(Math.max(max, 1) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
};

/** Which labels of an axis to write, so that `widthPx` holds them at `labelPx` each: every n-th, the first included. */
export const labelStride = (bucketCount: number, widthPx: number, labelPx: number): number =>
  Math.max(1, Math.ceil((bucketCount * labelPx) / Math.max(widthPx, 1)));
