/** What can be imported. */
export const importFormats = ["jsonl", "csv", "claude-code", "litellm", "batch-results"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Where in the sources something stands. */
export interface SourcePlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A record as a reader puts it together: not yet checked. */
export type RecordDraft = Readonly<Record<string, unknown>>;

/**
 * What a reader found. `record`: a call, not yet checked against the wire's rules. `bad`: a line that should have been one, and why it is none.
 * `skipped`: a line that is rightly none (an answer from a proxy's own cache), with a reason that many lines share.
 */
export type SourceItem = SourcePlace &
  (
    | { readonly kind: "record"; readonly record: RecordDraft; readonly text: string }
    | { readonly kind: "bad"; readonly reason: string; readonly text: string }
    | { readonly kind: "skipped"; readonly reason: string }
  );

/** What a reader is told beside the files. */
export interface SourceOptions {
  /** Epoch milliseconds for lines that carry no time of their own; the same at every import of the same source. Null: such lines are bad. */
  readonly timeMs: number | null;
  /** Epoch milliseconds; what is younger than a log may still be written to is left to the next import. */
  readonly nowMs: number;
}

/** Reads files in one format, in order, holding no file whole. Reading again gives the same items. */
export type ReadSource = (
  files: readonly string[],
  options: SourceOptions,
) => AsyncIterable<SourceItem>;
