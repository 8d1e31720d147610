/**
 * Where a key leads in a row of bars; undefined for a key that means nothing here.
 * The ends do not wrap: holding an arrow stops at today. From outside, an arrow enters at its near end.
 */
export const moveIndex = (key: string, index: number | null, count: number): number | undefined => {
  const last = count - 1;
  const moves: Partial<Record<string, number>> = {
    ArrowRight: index === null ? 0 : Math.min(index + 1, last),
    ArrowLeft: index === null ? last : Math.max(index - 1, 0),
    Home: 0,
    End: last,
  };
  return count === 0 ? undefined : moves[key];
};
