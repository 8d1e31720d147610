const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes in the largest unit that leaves one or more (of a thousand each), one digit after the point. */
export const byteText = (language: string, byteCount: bigint | number): string => {
  const bytes = Number(byteCount);
  const power = bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3);
  const index = Math.min(power, units.length - 1);
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[index] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** index);
};
