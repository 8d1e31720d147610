import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Tokenledger } from "@tokenledger/sdk";
import { z } from "zod";
import { quantile } from "../figures/quantile.ts";

/**
 * A service that records calls, like every one that uses the SDK: with its spool, to a server that answers.
 * Started with the server's address and an access key; each message says how many records.
 */
const [url, accessKey] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const USAGE = {
  input_tokens: 2_095,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 8_192,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: 503,
  service_tier: "standard",
};
/** Recorded in one turn of the event loop: a service does something else between its calls. */
const RECORDS_PER_TURN = 20;
const MICROSECONDS = 1_000;

const record = (ledger: Tokenledger, index: number): number => {
  const startMs = performance.now();
  ledger.record({
    usage: USAGE,
    model: "claude-sonnet-4-5-20250929",
    messageId: `msg_01XFDUDYJ${index}`,
    requestId: `req_011CQkKe${index}`,
    user: `user_${index % 50}`,
    feature: "chat",
  });
  return (performance.now() - startMs) * MICROSECONDS;
};

const measure = async (ledger: Tokenledger, count: number) => {
  const times = new Float64Array(count);
  const cpu = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    times[index] = record(ledger, index);
    if (index % RECORDS_PER_TURN === 0) await delay(1);
  }
  await ledger.flush();
  const { user, system } = process.cpuUsage(cpu);
  times.sort();
  return {
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpuPerRecord: (user + system) / count,
  };
};

const Wanted = z.object({ count: z.int() });
const run = async (count: number): Promise<void> => {
  const directory = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-spool-"));
  const ledger = new Tokenledger({ url, accessKey, spool: { directory } });
  const measured = await measure(ledger, count);
  await ledger.close();
  rmSync(directory, { recursive: true, force: true });
  process.send?.({ ...measured, ...ledger.health() });
};

process.on("message", (message) => {
  void run(Wanted.parse(message).count);
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
