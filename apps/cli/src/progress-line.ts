const BAR_WIDTH = 24;

/** Where progress is written. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far a job is, drawn over and over on a terminal; anywhere else nothing is written. */
export const progressLine = (
  out: ProgressOutput,
): { readonly show: (share: number, text: string) => void; readonly end: () => void } => {
  let drawn = false;
  return {
    show: (share, text) => {
      if (out.isTTY !== true) return;
      drawn = true;
      const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
      out.write(`\r  ${"█".repeat(filled).padEnd(BAR_WIDTH, "░")} ${text}\u001B[K`);
    },
    end: () => {
      if (drawn) out.write("\n");
    },
  };
};
