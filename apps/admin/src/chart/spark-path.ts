const round = (value: number): number => Math.round(value * 100) / 100;

/** The `points` of a polyline through some values, from zero at the bottom, edge to edge; empty for fewer than two values. */
export const sparkPoints = (values: readonly bigint[], width: number, height: number): string => {
  if (values.length < 2) {
    return "";
  }
  const max = values.reduce((top, value) => (value > top ? value : top), 1n);
  return values
    .map((value, index) => {
      const x = (index / (values.length - 1)) * width;
      const y = height - (Number(value) / Number(max)) * height;
      return `${round(x)},${round(y)}`;
    })
    .join(" ");
};
