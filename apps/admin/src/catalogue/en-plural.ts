/** English has two forms of a noun. */
export const plural = (count: bigint | number, one: string, many: string): string =>
  count === 1 || count === 1n ? one : many;
