/** A process whose disk is full after 20 KiB (`ulimit -f`): `write-limited.ts <spool folder>`. Prints its health after 1,000 records. */
import { Tokenledger } from "../tokenledger.ts";

const ledger = new Tokenledger({
  url: "http://127.0.0.1:9",
  accessKey: "k",
  spool: { directory: process.argv[2] },
  onTrouble: () => undefined,
});
for (let index = 0; index < 1_000; index += 1) {
  ledger.record({ usage: { input_tokens: index } });
}
process.stdout.write(JSON.stringify(ledger.health()));
process.exitCode = 7;
process.kill(process.pid, "SIGKILL");
