import { execFile } from "node:child_process";

export interface CommandOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. @returns what it printed. @throws Error with both outputs when it fails. */
export const runCommand = async (
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(file, [...args], { ...options, encoding: "utf8" }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${file} failed: ${stderr}${stdout}`, { cause: error }));
    });
  });
