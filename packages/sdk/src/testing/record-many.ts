/**
 * A process that records until it is killed: `record-many.ts <url> <spool folder> <ids file> <count> [write limit]`.
 * An id stands in the ids file once `record()` has returned for it.
 */
import { openSync, writeSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { EventIds } from "../event-ids.ts";
import { Tokenledger } from "../tokenledger.ts";

const [url, directory = "", idsFile = "", count = "0"] = process.argv.slice(2);
const ids = new EventIds();
const returned = openSync(idsFile, "a");
const ledger = new Tokenledger({ url, accessKey: "k", spool: { directory }, flushMsMax: 5 });

for (let index = 0; index < Number(count); index += 1) {
  const eventId = ids.mint(Date.now());
  ledger.record({ eventId, usage: { input_tokens: index }, user: `u_${index % 7}` });
  writeSync(returned, `${eventId}\n`);
  if (index % 50 === 0) {
    await turn();
  }
}
writeSync(process.stdout.fd, `${JSON.stringify(ledger.health())}\n`);
// Held until it is killed, with everything it recorded.
setInterval(() => undefined, 60_000);
