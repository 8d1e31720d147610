import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the repository: every tool runs from it. */
export const repositoryFolder = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs a program of node_modules/.bin with its output on the terminal. @returns its exit code; 1 when a signal ended it. */
export const runTool = async (name: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(`${repositoryFolder}node_modules/.bin/${name}`, [...args], {
      cwd: repositoryFolder,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
