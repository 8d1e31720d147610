const BAR_WIDTH = 24;
const SHARES = 20;

/** Where progress is written: a terminal gets a bar that is drawn over and over, anything else a line at every twentieth of the way. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Says how far an import is. */
export const importProgress = (
  total: number,
  out: ProgressOutput,
): { readonly show: (sent: number) => void; readonly end: () => void } => {
  const isTerminal = out.isTTY === true;
  let shown = 0;
  return {
    show: (sent) => {
      const share = Math.min(1, sent / Math.max(total, 1));
      const text = `${sent.toLocaleString("en")} of ${total.toLocaleString("en")} records sent`;
      if (isTerminal) {
        const bar = "█".repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, "░");
        out.write(`\r  ${bar} ${text}`);
      } else if (Math.floor(share * SHARES) > shown) {
        shown = Math.floor(share * SHARES);
        out.write(`  ${text}\n`);
      }
    },
    end: () => {
      if (isTerminal) out.write("\n");
    },
  };
};
