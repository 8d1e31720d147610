/** A change to one file: texts that stand in it once, each with what stands there instead. */
export interface FileChange {
  /** From the folder of the repository. */
  readonly file: string;
  readonly hunks: readonly { readonly from: string; readonly to: string }[];
}

const HEADER = /^--- a\/(?<file>\S+)\n\+\+\+ b\/\S+\n@@/m;

/** The lines of a hunk that stand in the file before or after; each without its mark. */
const side = (lines: readonly string[], mark: "-" | "+"): string =>
  lines
    .filter((line) => line.startsWith(" ") || line.startsWith(mark))
    .map((line) => line.slice(1))
    .join("\n");

/** Reads a unified diff. Line numbers are not looked at: hunks find their place by their text, so that they outlive changes elsewhere. */
export const readDiff = (diff: string): readonly FileChange[] =>
  diff.split(/^(?=--- a\/)/m).flatMap((part) => {
    const file = HEADER.exec(part)?.groups?.["file"];
    if (file === undefined) return [];
    const [, ...hunks] = part.split(/^@@.*$/m);
    const sides = hunks.map((hunk) => {
      const lines = hunk.split("\n");
      return { from: side(lines, "-"), to: side(lines, "+") };
    });
    return [{ file, hunks: sides }];
  });

/** @throws Error when a hunk's text does not stand in the file exactly once: the code has moved on, and the mutant must follow. */
export const applyChange = (text: string, { file, hunks }: FileChange): string =>
  hunks.reduce((changed, { from, to }) => {
    const places = changed.split(from).length - 1;
    if (places !== 1) throw new Error(`${file} has ${places} places for the hunk:\n${from}`);
    return changed.replace(from, () => to);
  }, text);
