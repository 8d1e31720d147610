/** The record before (-1) or after (1) an open one in the list; undefined at the ends, and for one that is not in the list. */
export const neighbour = (
  addresses: readonly string[],
  open: string,
  step: -1 | 1,
): string | undefined => {
  const index = addresses.indexOf(open);
  return index === -1 ? undefined : addresses[index + step];
};
