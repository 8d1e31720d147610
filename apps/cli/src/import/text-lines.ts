import { createReadStream } from "node:fs";

/** Longest line that is read. A Claude Code log holds whole tool results, of some megabytes. */
export const LINE_CHARACTERS_MAX = 32 * 1024 * 1024;

/** A line of a file, without its end. */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  /** Null: longer than may be held; passed over. */
  readonly text: string | null;
}

/**
 * The lines of a file, one at a time; lines of blanks are left out, but counted.
 * Not `node:readline`: that one holds a line of any length, so that one file without line ends would take all memory.
 */
export async function* textLines(
  file: string,
  charactersMax: number = LINE_CHARACTERS_MAX,
): AsyncGenerator<TextLine> {
  let line = 0;
  let rest = "";
  let isTooLong = false;
  const cut = (text: string): TextLine | null => {
    line += 1;
    const whole = isTooLong || text.length > charactersMax ? null : text.replace(/^\u{FEFF}/u, "");
    isTooLong = false;
    return whole?.trim() === "" ? null : { line, text: whole };
  };
  for await (const chunk of createReadStream(file, "utf8")) {
    const [first = "", ...others] = String(chunk).split("\n");
    const last = others.pop();
    if (last === undefined) {
      rest += first;
    } else {
      const found = [rest + first, ...others].map(cut).filter((each) => each !== null);
      yield* found;
      rest = last;
    }
    if (rest.length > charactersMax) {
      isTooLong = true;
      rest = "";
    }
  }
  const found = rest === "" && !isTooLong ? null : cut(rest);
  if (found !== null) yield found;
}
