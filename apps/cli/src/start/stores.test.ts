import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres, startPostgres } from "@tokenledger/services";
import { migrate } from "@tokenledger/ledger";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { runImport } from "../import/run-import.ts";
import { understood } from "../import/testing/understood.ts";
import { jsonl, sourceFolder } from "../import/testing/source-folder.ts";
import { secretsOf } from "./secrets.ts";
import { claimDataDir } from "./single-start.ts";
import { borrowDatabase } from "./stores.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-borrow-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
const own = () => ({
  dataDir: join(dataDir, "postgres"),
  password: secretsOf(dataDir).postgresPassword,
});

const silent = { write: (): void => undefined };
const dryRun = async (): Promise<void> => {
  const folder = sourceFolder({ "usage.jsonl": jsonl([]) });
  await runImport(await understood(["jsonl", folder, "--dry-run"]), {
    config: {
      PORT: 4300,
      HOST: "127.0.0.1",
      TOKENLEDGER_DATA_DIR: dataDir,
    },
    nowMs: Date.now(),
    progress: silent,
    signal: new AbortController().signal,
  });
};

test("a folder in which nothing was ever started lends nothing, and nothing is started in it", async () => {
  expect(await borrowDatabase(dataDir)).toBeNull();
  expect(await findPostgres(own())).toBeUndefined();
});

test("an import ends the PostgreSQL that it started, and holds the folder meanwhile; one that runs it leaves running", async () => {
  const postgres = await startPostgres(own());
  onTestFinished(async () => postgres.stop("immediate"));
  {
    await using running = await borrowDatabase(dataDir);
    expect(running?.databaseUrl).toContain(`:${postgres.port}/tokenledger`);
  }
  expect(postgres.pid()).toBeDefined();
  await postgres.stop();
  {
    await using started = await borrowDatabase(dataDir);
    await migrate(started?.databaseUrl ?? "");
    expect(() => claimDataDir(dataDir)).toThrow("runs already");
  }
  expect(await findPostgres(own())).toBeUndefined();
  await dryRun();
  expect(await findPostgres(own())).toBeUndefined();
});

test("while a start is only just bringing the stores, none is started beside it", async () => {
  mkdirSync(join(dataDir, "postgres"), { recursive: true });
  const giveBack = claimDataDir(dataDir);
  expect(await borrowDatabase(dataDir)).toBeNull();
  giveBack();
});
