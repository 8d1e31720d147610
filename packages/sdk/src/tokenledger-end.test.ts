import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DropEpisode } from "./balance-sheet.ts";
import { scriptPath, startLedgerRig, type LedgerRig } from "./testing/ledger-rig.ts";

const run = promisify(execFile);

const usage = { input_tokens: 3, output_tokens: 5 };

let rig: LedgerRig;

beforeEach(async () => {
  rig = await startLedgerRig();
});
afterEach(async () => {
  await rig.close();
});

test.each(["end", "exit", "throw"])(
  "a process that comes to its %s unclosed loses nothing and is not held up",
  async (how) => {
    await run(process.execPath, [
      scriptPath("record-and-end.ts"),
      rig.server.url,
      rig.directory,
      how,
    ]).catch(() => undefined);
    const ledger = rig.client();
    await expect
      .poll(
        async () => {
          await ledger.flush();
          return [...rig.server.records.values()].map((record) => record.user);
        },
        { timeout: 10_000 },
      )
      .toEqual(["u_end"]);
    // A process that ends in peace has delivered by itself.
    expect(ledger.health().adoptedCount).toBe(how === "end" ? 0 : 1);
  },
);

test("closing delivers, takes nothing more, and leaves what the server does not take to the next client", async () => {
  const first = rig.client();
  rig.server.script = () => ({ status: 503 });
  first.record({ usage, user: "u_left" });
  await first.close({ timeoutMs: 20 });
  await first.close();
  first.record({ usage, user: "u_late" });
  expect(first.health()).toMatchObject({ state: "closed", waitingCount: 1, droppedCount: 1 });
  rig.server.script = () => null;
  const second = rig.client();
  await expect.poll(() => second.health().adoptedCount, { timeout: 10_000 }).toBe(1);
  await second.flush();
  expect([...rig.server.records.values()].map((record) => record.user)).toEqual(["u_left"]);
});

test("without a disk, what is left at the end is dropped and counted", async () => {
  const episodes: DropEpisode[] = [];
  const ledger = rig.client({ spool: false, onDrop: (episode) => episodes.push(episode) });
  rig.server.script = () => ({ status: 503 });
  ledger.record({ usage });
  await ledger.close({ timeoutMs: 20 });
  expect(episodes).toEqual([{ reason: "closed", droppedCount: 1 }]);
  expect(ledger.health()).toMatchObject({ droppedCount: 1, waitingCount: 0 });
});

test("`await using` closes", async () => {
  {
    await using ledger = rig.client();
    ledger.record({ usage });
  }
  expect(rig.server.records.size).toBe(1);
});
