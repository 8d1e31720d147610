import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repositoryFolder } from "../run-tool.ts";

/** The first words of all that the image's entry point understands, as its own help says. */
export const imageCommands = async (): Promise<readonly string[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, ["apps/cli/src/main.ts", "help"], {
    cwd: repositoryFolder,
  });
  return Array.from(stdout.matchAll(/^ {2}tokenledger (\w+)/gm), ([, word]) => word ?? "");
};
