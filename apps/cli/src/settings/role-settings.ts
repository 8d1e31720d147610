import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { repositoryFolder } from "../config.ts";
import { roles } from "../roles/roles.ts";

const READER = fileURLToPath(new URL("./read-role-settings.ts", import.meta.url));

/** Whether a role would start with these settings. */
export interface RoleSettings {
  /** Of the command: `serve`. */
  readonly role: string;
  /** What is wrong, a line a fault, each naming its variable; empty is right. */
  readonly faults: readonly string[];
}

/** The lines between the headline and the next fault's place: `✖ Invalid input → at PORT`. */
const faultsOf = (told: string): readonly string[] =>
  told
    .split("✖ ")
    .slice(1)
    .map((fault) => {
      const [text = "", where = ""] = fault.split("→ at ");
      const what = text.replace(/^Invalid input: .*received undefined\s*$/, "is missing");
      return where === "" ? what.trim() : `${where.trim()}: ${what.trim()}`;
    });

const readRole = async (
  name: string,
  role: string,
  env: Readonly<Record<string, string>>,
): Promise<RoleSettings> => {
  const config = pathToFileURL(join(repositoryFolder, "apps", name, "src", "config.ts")).href;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [READER, config], { env: { ...env } }, (error, stdout) => {
      if (error === null) resolve({ role, faults: [] });
      else if (stdout === "") reject(error);
      else resolve({ role, faults: faultsOf(stdout) });
    });
  });
};

/** Reads the settings as each role would, by the role's own rules. */
export const readRoleSettings = async (
  env: Readonly<Record<string, string>>,
): Promise<readonly RoleSettings[]> =>
  Promise.all(roles.map(async ({ name, verb }) => readRole(name, verb, env)));
