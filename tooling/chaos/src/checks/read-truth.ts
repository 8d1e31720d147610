import { readFileSync } from "node:fs";
import { TruthLine } from "../producer/truth-line.ts";

/** One content that a producer recorded under one identity. */
export interface TrueContent {
  readonly accessKeyId: string;
  readonly line: TruthLine;
  /** `record()` returned: it must be counted. False: the producer was killed inside; it may be. */
  readonly isReturned: boolean;
}

/** All contents by message id, of which each content has its own. */
export type Truth = ReadonlyMap<string, TrueContent>;

/** Reads the producers' own accounts. A last line without an end is a record that a kill fell into; torn, it never reached `record()`. */
export const readTruth = (
  files: readonly { readonly file: string; readonly accessKeyId: string }[],
): Truth => {
  const truth = new Map<string, TrueContent>();
  for (const { file, accessKeyId } of files) {
    const lines = readFileSync(file, "utf8").split("\n");
    const open = lines.pop() ?? "";
    for (const text of lines) {
      const line = TruthLine.parse(JSON.parse(text));
      truth.set(line[1], { accessKeyId, line, isReturned: true });
    }
    if (!open.endsWith("]")) continue;
    const line = TruthLine.parse(JSON.parse(open));
    if (!truth.has(line[1])) truth.set(line[1], { accessKeyId, line, isReturned: false });
  }
  return truth;
};
