/** A pattern of a source: after what an expression may begin with, up to its flags. */
const LITERAL =
  /(?<=(?:[=(,:!&|?[{]|=>|return)\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\n\\[])+)\/[dgimsuvy]*(?=[\s.,;)\]:?}])/g;

const COMMENT = /^\s*(?:\*|\/\/|\/\*).*$/gm;

/** The patterns that a text in TypeScript holds, without their slashes. */
export const patternsOf = (source: string): readonly string[] =>
  Array.from(source.replaceAll(COMMENT, "").matchAll(LITERAL), ([, pattern = ""]) => pattern);

/** What one step of a pattern is: an escape, a class, or a single character. */
const STEP = /\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/g;
/** Repeats what stands before it as often as anybody likes. */
const ENDLESS = /^(?:[*+]|\{\d*,\})/;

/**
 * Whether a pattern repeats without end what itself repeats without end, as `(a+)+` does: a text that almost matches then takes a time that
 * doubles with each of its letters. Alternatives that overlap are not looked for.
 */
export const repeatsRepetition = (pattern: string): boolean => {
  /** For each group that is open, and the pattern itself: whether something endless was in it. */
  const groups = [false];
  for (const { 0: step, index } of pattern.matchAll(STEP)) {
    const isEndless = ENDLESS.test(pattern.slice(index + step.length));
    if (step === "(") groups.push(false);
    else if (step === ")") {
      const held = groups.pop() ?? false;
      if (held && isEndless) return true;
      if (held || isEndless) groups[groups.length - 1] = true;
    } else if (isEndless) groups[groups.length - 1] = true;
  }
  return false;
};
