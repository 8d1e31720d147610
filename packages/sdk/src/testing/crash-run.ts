import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Tokenledger } from "../tokenledger.ts";
import { startCollectServer, type CollectServer } from "./collect-server.ts";

/** What a crash left behind. */
export interface CrashReport {
  /** Ids that `record()` had returned for when the process was killed. */
  readonly returnedIds: readonly string[];
  /** Ids the server has after another process took over. */
  readonly arrivedIds: ReadonlySet<string>;
  readonly balance: ReturnType<Tokenledger["health"]>;
}

/** mulberry32: the same seed kills at the same moment, as far as a process has moments. */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const linesOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];

const recordUntilKilled = async (
  url: string,
  directory: string,
  idsFile: string,
  waitMs: number,
): Promise<void> => {
  const script = path.join(import.meta.dirname, "record-many.ts");
  const child = spawn(process.execPath, [script, url, directory, idsFile, "10000"], {
    stdio: "ignore",
  });
  const exited = once(child, "exit");
  while (linesOf(idsFile).length === 0) {
    await sleep(2);
  }
  await sleep(waitMs);
  child.kill("SIGKILL");
  await exited;
};

const takeOver = async (server: CollectServer, directory: string): Promise<Tokenledger> => {
  const ledger = new Tokenledger({ url: server.url, accessKey: "k", spool: { directory } });
  while (ledger.health().adoptedCount === 0 || ledger.health().waitingCount > 0) {
    await ledger.flush();
    await sleep(2);
  }
  return ledger;
};

/**
 * 10,000 records, the server away or failing at random, the process killed by SIGKILL at a random moment, another process, the server back.
 * Even seeds: nobody listens for the whole run. Odd seeds: it answers, refuses, or breaks the connection before or after taking the records.
 */
export const crashOnce = async (seed: number): Promise<CrashReport> => {
  const random = randomOf(seed);
  const directory = mkdtempSync(path.join(tmpdir(), "sdk-crash-"));
  const idsFile = path.join(directory, "returned-ids");
  let server = await startCollectServer();
  try {
    server.script = () => {
      if (random() < 0.5) {
        return { status: 503 };
      }
      return random() < 0.3 ? { reset: random() < 0.5 ? "before" : "during" } : null;
    };
    if (seed % 2 === 0) {
      await server.close();
    }
    await recordUntilKilled(server.url, directory, idsFile, random() * 400);
    if (seed % 2 === 0) {
      server = await startCollectServer(Number(new URL(server.url).port));
    }
    server.script = () => null;
    const ledger = await takeOver(server, directory);
    await ledger.close();
    return {
      returnedIds: linesOf(idsFile),
      arrivedIds: new Set(server.records.keys()),
      balance: ledger.health(),
    };
  } finally {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
};
