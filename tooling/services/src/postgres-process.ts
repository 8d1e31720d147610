import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import { processAlive } from "./process-alive.ts";

const PID_LINE = 0;
const PORT_LINE = 3;

const pidFileOf = (dataDir: string): string => join(dataDir, "postmaster.pid");

/** https://www.postgresql.org/docs/18/storage-file-layout.html: process, data folder, start time, port. */
const pidFileLine = (dataDir: string, line: number): number | undefined => {
  const file = pidFileOf(dataDir);
  if (!existsSync(file)) return undefined;
  const value = Number(readFileSync(file, "utf8").split("\n")[line]);
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

/** Whether a process works in a folder, as every process of a PostgreSQL does in its data folder; undefined where the system does not say. */
const worksIn = (pid: number, folder: string): boolean | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return undefined;
  }
};

/**
 * The process that the pid file names, unless it is gone or known to be another's by now: after a crash, and surely after
 * a restart of a container, its number may have been given to any program.
 */
export const runningPid = (dataDir: string): number | undefined => {
  const pid = pidFileLine(dataDir, PID_LINE);
  return pid !== undefined && processAlive(pid) && worksIn(pid, dataDir) !== false
    ? pid
    : undefined;
};

/** As long as somebody waits who wants to know whether it runs. */
const ANSWER_MS_MAX = 2_000;

const dataFolderOf = async (client: Client): Promise<string | undefined> => {
  await client.connect();
  const { rows } = await client.query<{ folder: unknown }>(
    "SELECT current_setting('data_directory') AS folder",
  );
  const folder = rows[0]?.folder;
  return typeof folder === "string" && existsSync(folder) ? realpathSync(folder) : undefined;
};

/**
 * Whether what listens at a port may be the PostgreSQL of a data folder. One that hangs, starts, stops or takes another password may be: a
 * second one over its files must not be tried. Nobody there, another program, or a PostgreSQL of another folder is not.
 */
const mayAnswer = async (port: number, password: string, dataDir: string): Promise<boolean> => {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    database: "postgres",
    password,
    // Later than it is waited for below: only so that no socket of one that hangs stays open.
    connectionTimeoutMillis: ANSWER_MS_MAX + 500,
  });
  client.on("error", () => undefined);
  const hangs = new AbortController();
  try {
    return await Promise.race([
      dataFolderOf(client).then((folder) => folder === realpathSync(dataDir)),
      delay(ANSWER_MS_MAX, true, { signal: hangs.signal }),
    ]);
  } catch (error) {
    return error instanceof DatabaseError;
  } finally {
    hangs.abort();
    client.end().catch(() => undefined);
  }
};

/** Port of the PostgreSQL that an earlier run left running over a data folder. */
export const portLeftRunning = async (
  dataDir: string,
  password: string,
): Promise<number | undefined> => {
  const port = runningPid(dataDir) === undefined ? undefined : pidFileLine(dataDir, PORT_LINE);
  return port !== undefined && (await mayAnswer(port, password, dataDir)) ? port : undefined;
};

/**
 * Removes the pid file of a PostgreSQL that is gone where its number is a living process of another program: PostgreSQL would take that for
 * itself and refuse to start. Two over one folder are kept apart by their shared memory all the same.
 */
export const removeStalePidFile = (dataDir: string): void => {
  const pid = pidFileLine(dataDir, PID_LINE);
  if (pid !== undefined && worksIn(pid, dataDir) === false) rmSync(pidFileOf(dataDir));
};
