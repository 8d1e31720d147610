import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { wholeUsage } from "@tokenledger/usage";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startExports } from "./start-exports.ts";

const Line = z.looseObject({ msg: z.string(), pid: z.int().optional() });

let store: TestLedger;
let folder: string;

const begunPid = (lines: readonly string[], nth: number): number | undefined =>
  lines
    .map((line) => Line.parse(JSON.parse(line)))
    .filter(({ msg }) => msg === "exports begun")
    .at(nth)?.pid;

const ask = async (): Promise<string> => {
  const filter = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-02") };
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
        columns: null,
        masking: "masked",
      },
      fileName: "usage.csv",
      completeUntil: null,
    },
    10,
  );
  return id;
};

const stateOf = async (id: string): Promise<string> => (await store.ledger.exports.get(id)).state;

beforeAll(async () => {
  store = await createTestLedger();
  folder = await mkdtemp(join(tmpdir(), "tokenledger-exports-"));
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

test("exports are written by a process of their own, which is started again when it is killed", async () => {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(line) });
  const config = {
    DATABASE_URL: store.url,
    TOKENLEDGER_DATA_DIR: folder,
    LOG_LEVEL: "error",
  } as const;
  const exports = startExports(config, log);
  const first = await ask();
  await expect.poll(async () => stateOf(first), { timeout: 60_000 }).toBe("done");
  process.kill(begunPid(lines, 0) ?? 0, "SIGKILL");
  await expect.poll(() => begunPid(lines, 1), { timeout: 60_000 }).toBeDefined();
  const second = await ask();
  await expect.poll(async () => stateOf(second), { timeout: 60_000 }).toBe("done");
  await exports?.close();
  await exports?.close();
  expect(() => process.kill(begunPid(lines, 1) ?? 0, 0)).toThrow("ESRCH");
});

test("without a folder for files there are no exports, and the log says so", () => {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(line) });
  const config = {
    DATABASE_URL: store.url,
    TOKENLEDGER_DATA_DIR: undefined,
    LOG_LEVEL: "error",
  } as const;
  expect(startExports(config, log)).toBeNull();
  expect(lines.join("")).toContain("no exports");
});
