import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";

/** A file that goes away while it is copied is no fault: what it held is in the log that is replayed. */
const copyAll = (from: string, to: string): void => {
  const { status, stderr } = spawnSync("cp", ["-a", `${from}/.`, to], {
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });
  const faults = stderr.split("\n").filter((line) => line !== "" && !/No such file/.test(line));
  if (status === null || faults.length > 0) throw new Error(`cp: ${faults.join("\n")}`);
};

const empty = (folder: string): void => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
};

/**
 * Copies a running PostgreSQL's files into an empty folder, as `pg_basebackup --wal-method=fetch` does: the copy starts as the server was at the end
 * of the copying. (npm brings no pg_basebackup.)
 */
export const takeBaseBackup = async (
  adminUrl: string,
  dataDir: string,
  backupDir: string,
): Promise<void> => {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('test', true)");
    copyAll(dataDir, backupDir);
    const { rows } = await client.query<{ labelfile: string }>(
      "SELECT labelfile FROM pg_backup_stop(false)",
    );
    const [stopped] = rows;
    rmSync(join(backupDir, "postmaster.pid"));
    // What was written while files were copied: replayed at the first start.
    copyAll(join(dataDir, "pg_wal"), join(backupDir, "pg_wal"));
    writeFileSync(join(backupDir, "backup_label"), stopped?.labelfile ?? "", { mode: 0o644 });
  } finally {
    await client.end();
  }
};

/** Puts a backup in the place of what was lost. The server must not run. */
export const putBack = (backupDir: string, dataDir: string): void => {
  empty(dataDir);
  copyAll(backupDir, dataDir);
};

/** Loses everything a stopped store held. */
export const loseAll = (dataDir: string): void => {
  empty(dataDir);
};
