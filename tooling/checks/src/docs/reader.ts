import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "@tokenledger/services";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";
import { shellEnvironment } from "./config.ts";
import { files } from "./reader-files.ts";

/** Somebody who has the repository, has typed `npm start`, and now types what the documents say. */
export interface Reader extends AsyncDisposable {
  /** Runs a block in a shell that ends at the first command that fails. @returns everything it wrote, after its exit code. */
  types(script: string): Promise<{ readonly exitCode: number; readonly output: string }>;
}

const READY = /login +(\S+)\s+password +(\S+)\s/;
const BLOCK_MS_MAX = 350_000;

interface Started {
  readonly child: ChildProcess;
  readonly login: string;
  readonly password: string;
}

/** `npm start`, without the bootstrap that whoever runs the tests has run. */
const npmStart = async (env: Record<string, string>): Promise<Started> =>
  new Promise((resolve, reject) => {
    // A group of its own, as a terminal makes one: Ctrl-C reaches npm and what npm runs.
    const child = spawn("npm", ["start", "--ignore-scripts"], {
      cwd: repositoryFolder,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    const read = (part: unknown): void => {
      text += String(part);
      const [, login, password] = READY.exec(text) ?? [];
      if (login !== undefined && password !== undefined) {
        resolve({ child, login, password });
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}:\n${text}`)));
  });

const stop = async (
  { pid, exitCode, signalCode }: ChildProcess,
  gone: Promise<unknown>,
): Promise<void> => {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGINT");
  await gone;
};

/** The repository's own things, in a folder where commands may leave files. */
const workFolder = (folder: string): string => {
  const work = join(folder, "work");
  mkdirSync(work);
  for (const name of readdirSync(repositoryFolder))
    symlinkSync(join(repositoryFolder, name), join(work, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return work;
};

const run = async (
  script: string,
  cwd: string,
  env: Record<string, string>,
): ReturnType<Reader["types"]> =>
  new Promise((resolve) => {
    const options = { cwd, env, timeout: BLOCK_MS_MAX };
    execFile("bash", ["-euo", "pipefail", "-c", script], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code ?? 1);
      resolve({ exitCode, output: `${exitCode}\n${stdout}${stderr}` });
    });
  });

/** Starts the system once, for all blocks. Disposing of it stops the system and removes what was written. */
export const startReader = async (): Promise<Reader> => {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-reader-"));
  const work = workFolder(folder);
  const port = String(await freePort());
  const env = {
    ...shellEnvironment(),
    PATH: `${join(repositoryFolder, "node_modules", ".bin")}:${shellEnvironment()["PATH"] ?? ""}`,
    HOME: folder,
    XDG_STATE_HOME: folder,
    PORT: port,
    TOKENLEDGER_DATA_DIR: join(folder, "data"),
    NODE_COMPILE_CACHE: join(folder, "compiled"),
    // Looked for every second, so that nobody waits here.
    AGGREGATES_CRON: "* * * * * *",
  };
  const system = await npmStart(env);
  const main = join(repositoryFolder, "apps", "cli", "src", "main.ts");
  const args = [main, "keys", "create", "--name", "reader", "--scope", "backfill", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(stdout));
  const gone = new Promise<unknown>((resolve) => {
    system.child.once("exit", resolve);
  });
  return {
    types: async (script) =>
      run(script, work, {
        ...env,
        TOKENLEDGER_URL: `http://127.0.0.1:${port}`,
        TOKENLEDGER_KEY: token,
        TOKENLEDGER_ADMIN_LOGIN: system.login,
        TOKENLEDGER_ADMIN_PASSWORD: system.password,
      }),
    [Symbol.asyncDispose]: async () => {
      await stop(system.child, gone);
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};
