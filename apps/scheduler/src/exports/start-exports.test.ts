import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestLedger } from "@tokenledger/ledger/testing";
import { wholeUsage } from "@tokenledger/usage";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startExports } from "./start-exports.ts";

test("a process of its own writes what is asked for, and another one when it was killed", async () => {
  const store = await createTestLedger();
  const folder = await mkdtemp(join(tmpdir(), "tokenledger-exports-"));
  const lines: string[] = [];
  const told: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  const config = {
    DATABASE_URL: store.urlAs("tokenledger_scheduler"),
    TOKENLEDGER_DATA_DIR: folder,
  };
  const running = startExports(config, log, { exported: (kind) => told.push(kind) });
  onTestFinished(async () => {
    await running?.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const written = async (): Promise<string> => {
    const filter = { startDate: new Date(0), endDate: new Date(1) };
    const { id } = await store.ledger.exports.create(
      {
        memberId: "1",
        memberLogin: "ada",
        scope: wholeUsage,
        request: {
          subject: { kind: "records", filter },
          format: "csv",
          isGzipped: false,
          hasBom: false,
          columns: ["eventId"],
          masking: "masked",
        },
        fileName: "usage.csv",
        completeUntil: null,
      },
      10,
    );
    const state = async (): Promise<string> => (await store.ledger.exports.get(id)).state;
    await expect.poll(state, { timeout: 60_000 }).toBe("done");
    const { storedName } = await store.ledger.exports.get(id);
    return readFile(join(folder, "exports", id, storedName ?? ""), "utf8");
  };
  expect(await written()).toBe("eventId\r\n");
  expect(told).toEqual(["begun", "done"]);
  process.kill(running?.pid() ?? 0, "SIGKILL");
  expect(await written()).toBe("eventId\r\n");
  expect(lines.filter((line) => line.includes("another one follows"))).toHaveLength(1);
}, 120_000);
