import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { freePort } from "./free-port.ts";
import { findPostgres, startPostgres, type PostgresService } from "./postgres-service.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-pid-"));
const password = "test";
const pidFile = join(dataDir, "postmaster.pid");
let postgres: PostgresService;
beforeAll(async () => {
  postgres = await startPostgres({ dataDir, password });
});
afterAll(async () => {
  await postgres.stop("immediate");
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** The pid file of a PostgreSQL that is gone, its number given to a program that has nothing to do with it. */
const reuse = (written: string, port: number, cwd = tmpdir()): ChildProcess => {
  const other = spawn("sleep", ["60"], { cwd, stdio: "ignore" });
  onTestFinished(() => {
    other.kill("SIGKILL");
  });
  const lines = written.split("\n");
  lines[0] = String(other.pid);
  lines[3] = String(port);
  writeFileSync(pidFile, lines.join("\n"));
  return other;
};

test("one that runs is found, as is one that hangs or takes another password", async () => {
  expect((await findPostgres({ dataDir, password }))?.port).toBe(postgres.port);
  expect((await findPostgres({ dataDir, password: "another" }))?.port).toBe(postgres.port);
  const pid = postgres.pid() ?? 0;
  process.kill(pid, "SIGSTOP");
  onTestFinished(() => {
    process.kill(pid, "SIGCONT");
  });
  expect((await findPostgres({ dataDir, password }))?.port).toBe(postgres.port);
});

test("a number that another program was given is neither believed nor stopped, and a start makes the pid file anew", async () => {
  const written = readFileSync(pidFile, "utf8");
  await postgres.stop("immediate");
  const other = reuse(written, postgres.port);
  expect(await findPostgres({ dataDir, password })).toBeUndefined();
  expect(postgres.pid()).toBeUndefined();
  await postgres.stop();
  expect(other.exitCode ?? other.signalCode).toBeNull();
  postgres = await startPostgres({ dataDir, password });
  expect(postgres.pid()).not.toBe(other.pid);
  expect((await findPostgres({ dataDir, password }))?.port).toBe(postgres.port);
});

test("where the system does not say what a process is, what listens at the port decides", async () => {
  const written = readFileSync(pidFile, "utf8");
  onTestFinished(() => writeFileSync(pidFile, written));
  // As good as one that cannot be told from it: it works in the very folder.
  reuse(written, await freePort(), dataDir);
  expect(await findPostgres({ dataDir, password })).toBeUndefined();
  reuse(written, postgres.port, dataDir);
  expect((await findPostgres({ dataDir, password }))?.port).toBe(postgres.port);
});
