/** One thing `tokenledger` does. */
export interface Command {
  /** The words that call it, as typed: `keys create`. */
  readonly words: string;
  /** What may follow the words, as the help shows it. */
  readonly options: string;
  /** One line for the help. */
  readonly summary: string;
  /** Does it. Text for people goes to stderr, results to stdout. @throws TokenledgerError with what to write instead. */
  run(args: readonly string[]): Promise<void>;
}

/** Says something to the person at the terminal; never a result. */
export type Say = (text: string) => void;

export const say: Say = (text) => {
  process.stderr.write(`[tokenledger] ${text}\n`);
};
