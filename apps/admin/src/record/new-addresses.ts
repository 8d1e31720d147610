/** The addresses that were not seen before; none when nothing was seen yet: a page that opens is not news. */
export const newAddresses = (
  addresses: readonly string[],
  seen: ReadonlySet<string> | null,
): ReadonlySet<string> =>
  new Set(seen === null ? [] : addresses.filter((address) => !seen.has(address)));
