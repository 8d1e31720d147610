import { TokenledgerError } from "@tokenledger/usage";
import { runProcess } from "./process/run-process.ts";
import { stopSignal } from "./process/stop-signal.ts";

try {
  const code = await runProcess({
    signal: stopSignal(),
    onReady: () => {
      // A starter that died meanwhile left a channel that throws.
      if (process.connected) process.send?.({ type: "ready" });
    },
  });
  process.exit(code);
} catch (error) {
  // What is wrong with the settings is for people: no stack.
  const isKnown = error instanceof TokenledgerError;
  const text = error instanceof Error ? (isKnown ? error.message : error.stack) : "failed";
  process.stderr.write(`${text ?? "failed"}\n`);
  process.exit(1);
}
