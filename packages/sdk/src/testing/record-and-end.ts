/** A process that records one call and comes to its end, unclosed: `record-and-end.ts <url> <spool folder> <how: end | exit | throw>`. */
import { Tokenledger } from "../tokenledger.ts";

const [url, directory, how] = process.argv.slice(2);
const ledger = new Tokenledger({ url, accessKey: "k", spool: { directory } });
ledger.record({ usage: { input_tokens: 1 }, user: "u_end" });
if (how === "exit") {
  process.exit(0);
}
if (how === "throw") {
  throw new Error("a fault of the application");
}
