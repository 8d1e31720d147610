import { expect, test } from "vitest";
import { FlusherMetrics } from "./flusher-metrics.ts";

test("what left the buffer is counted, a duplicate or a dead letter, and all of it is one of them", async () => {
  const metrics = new FlusherMetrics();
  metrics.reached("read");
  metrics.reached("committed");
  metrics.reached("settled");
  metrics.flushed({ entryCount: 1, recordCount: 10, claimedCount: 7, deadLetterCount: 1 });
  metrics.flushed({ entryCount: 1, recordCount: 1, claimedCount: 1, deadLetterCount: 1 });
  metrics.failed();
  metrics.unreadable();
  const text = await metrics.registry.metrics();
  for (const line of [
    'tokenledger_flush_records_total{outcome="counted"} 8',
    'tokenledger_flush_records_total{outcome="duplicate"} 2',
    'tokenledger_flush_records_total{outcome="dead_letter"} 2',
    'tokenledger_flush_passes_total{outcome="done"} 2',
    'tokenledger_flush_passes_total{outcome="failed"} 1',
    "tokenledger_flush_unreadable_entries_total 1",
    "tokenledger_flush_seconds_count 1",
  ]) {
    expect(text).toContain(line);
  }
});

test("before anything has happened every outcome is there, at zero", async () => {
  const text = await new FlusherMetrics().registry.metrics();
  expect(text).toContain('tokenledger_flush_passes_total{outcome="failed"} 0');
});
