import type { Period } from "@tokenledger/usage";

/** Stretches in order of time; those that follow each other and are alike become one. */
export const joined = <Stretch extends Period>(
  stretches: readonly Stretch[],
  areAlike: (one: Stretch, next: Stretch) => boolean,
): readonly Stretch[] => {
  const whole: Stretch[] = [];
  for (const next of stretches) {
    const last = whole.at(-1);
    if (last?.endMs === next.startMs && areAlike(last, next)) {
      whole[whole.length - 1] = { ...last, endMs: next.endMs };
    } else whole.push(next);
  }
  return whole;
};
