/** The same JSON value, the keys of every object in reverse order. */
export const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => reordered(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  );
};
