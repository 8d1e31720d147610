/** What a figure, or its ratio to the limit measured beside it, should come to. */
export interface Aim {
  readonly of: "value" | "ratio";
  readonly is: "at least" | "below";
  readonly than: number;
}

/** At least so many times what stands beside it: of a limit, a part. */
export const timesBeside = (than: number): Aim => ({ of: "ratio", is: "at least", than });
export const atLeast = (than: number): Aim => ({ of: "value", is: "at least", than });
export const below = (than: number): Aim => ({ of: "value", is: "below", than });

/** Whether it is met; undefined where the ratio has no limit to be of. */
export const isMet = (aim: Aim, value: number, ratio: number | undefined): boolean | undefined => {
  const judged = aim.of === "value" ? value : ratio;
  if (judged === undefined) return undefined;
  return aim.is === "below" ? judged < aim.than : judged >= aim.than;
};
