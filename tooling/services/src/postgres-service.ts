import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { freePort } from "./free-port.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { portLeftRunning, removeStalePidFile, runningPid } from "./postgres-process.ts";
import { processGone } from "./process-alive.ts";
import { runCommand } from "./run-command.ts";
import { asAccount, serviceAccount } from "./service-account.ts";

export interface PostgresOptions {
  /** Holds the cluster; made when missing, kept when there. */
  readonly dataDir: string;
  /** Of the superuser `postgres`, set when the cluster is made. */
  readonly password: string;
  /** Settings for this start, as `name=value`. */
  readonly settings?: readonly string[];
  /** Default: a free one. */
  readonly port?: number;
}

/** A PostgreSQL server of this machine, listening on 127.0.0.1. */
export interface PostgresService {
  readonly port: number;
  /** Of the superuser, for a database. */
  urlOf(database: string): string;
  /** `fast` ends sessions and writes all; `immediate` is a crash with a clean end. Stopping twice is no error. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
  pid(): number | undefined;
}

const STOP_MS_MAX = 30_000;
const runAsService = async (
  dataDir: string,
  file: string,
  args: readonly string[],
): Promise<void> => {
  const command = asAccount(serviceAccount(), [dataDir, postgresBinaries().folder], file, args);
  await runCommand(command.file, command.args, {
    ...command.options,
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
  });
};

const createCluster = async ({ dataDir, password }: PostgresOptions): Promise<void> => {
  const account = serviceAccount();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `tokenledger-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== null) {
    chownSync(dataDir, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    await runAsService(dataDir, postgresBinaries().initdb, [
      `--pgdata=${dataDir}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
};

const launch = async (options: PostgresOptions): Promise<number> => {
  const { dataDir, settings = [] } = options;
  const port = options.port ?? (await freePort());
  removeStalePidFile(dataDir);
  const flags = [
    `-p ${port}`,
    "-c listen_addresses=127.0.0.1",
    "-c unix_socket_directories=''",
    ...settings.map((setting) => `-c ${setting}`),
  ];
  await runAsService(dataDir, postgresBinaries().pgCtl, [
    "start",
    "--wait",
    `--pgdata=${dataDir}`,
    `--log=${join(dataDir, "server.log")}`,
    `--options=${flags.join(" ")}`,
  ]);
  return port;
};

const serviceAt = (options: PostgresOptions, port: number): PostgresService => {
  const pid = (): number | undefined => runningPid(options.dataDir);
  return {
    port,
    pid,
    urlOf: (database) =>
      `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`,
    stop: async (mode = "fast") => {
      const running = pid();
      if (running === undefined) return;
      process.kill(running, mode === "fast" ? "SIGINT" : "SIGQUIT");
      await processGone(running, STOP_MS_MAX);
    },
  };
};

/** The PostgreSQL that runs over a data folder, if one does, be it that it hangs; nothing is started. */
export const findPostgres = async (
  options: PostgresOptions,
): Promise<PostgresService | undefined> => {
  const port = await portLeftRunning(options.dataDir, options.password);
  return port === undefined ? undefined : serviceAt(options, port);
};

/**
 * Starts PostgreSQL over a data folder, or takes over the one that an earlier, killed, run left running over it.
 * It runs apart from this process: killing the caller loses nothing, and Ctrl-C reaches the caller alone, which stops it last.
 */
export const startPostgres = async (options: PostgresOptions): Promise<PostgresService> => {
  if (!existsSync(join(options.dataDir, "PG_VERSION"))) await createCluster(options);
  const port = await portLeftRunning(options.dataDir, options.password);
  return serviceAt(options, port ?? (await launch(options)));
};
