import { holdFile } from "../held-file.ts";

/** A process that tries for the file it is given each time it is asked, tells whether it got it, and keeps it. */
const [, , file = ""] = process.argv;
const kept: (() => void)[] = [];

process.on("message", () => {
  const giveBack = holdFile(file);
  if (giveBack !== undefined) kept.push(giveBack);
  process.send?.(giveBack !== undefined);
});
process.send?.("ready");
