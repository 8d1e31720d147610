import type { CollectTally } from "./door/collect-batch.ts";

const BAR_WIDTH = 24;
const LINE_EVERY = 10_000;

/**
 * Says how far the history is: one line drawn over and over on a terminal, one line every 10,000 records elsewhere.
 *
 * @param expected about how many there will be
 */
export const showProgress = (
  expected: number,
  out: { readonly isTTY?: boolean; write(text: string): unknown },
): ((tally: CollectTally) => void) => {
  let shown = 0;
  return ({ accepted, duplicate, rejected }) => {
    const sent = accepted + duplicate + rejected;
    const share = Math.min(1, sent / Math.max(expected, 1));
    const text = `${sent.toLocaleString("en")} records sent`;
    if (out.isTTY === true) {
      const bar = "█".repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, "░");
      out.write(`\r  ${bar} ${text}`);
    } else if (sent - shown >= LINE_EVERY) {
      shown = sent;
      out.write(`  ${text}\n`);
    }
  };
};
