import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { CommandOptions } from "./run-command.ts";

/** Who PostgreSQL runs as. PostgreSQL refuses to run as root, so root lends it an account that exists already. */
export interface ServiceAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const accountOf = (name: string): ServiceAccount | undefined => {
  if (!existsSync("/etc/passwd")) return undefined;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined
    ? undefined
    : { name, uid: Number(uid), gid: Number(gid) };
};

/**
 * The account to run PostgreSQL as: null for "as we are" (not root), else `postgres` where it exists, else `nobody`.
 * No account is ever created: that would outlive the project's folder.
 */
export const serviceAccount = (): ServiceAccount | null => {
  if (process.getuid?.() !== 0) return null;
  const account = accountOf("postgres") ?? accountOf("nobody");
  if (account === undefined)
    throw new Error(
      "running as root, and no account `postgres` or `nobody` exists to run PostgreSQL as",
    );
  return account;
};

const OTHERS_MAY_ENTER = 0o001;

const othersMayReach = (path: string): boolean => {
  const mayEnter = (statSync(path).mode & OTHERS_MAY_ENTER) !== 0;
  const parent = dirname(path);
  return mayEnter && (parent === path || othersMayReach(parent));
};

/** A program and its arguments, to be run as the account. */
export interface AccountCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: CommandOptions;
}

/**
 * Prepares a command to run as the account. Where the account may not enter one of the folders (a clone under /root),
 * it keeps root's right to pass folders and nothing else, through `setpriv` (util-linux, on every Debian).
 */
export const asAccount = (
  account: ServiceAccount | null,
  folders: readonly string[],
  file: string,
  args: readonly string[],
): AccountCommand => {
  if (account === null) return { file, args, options: {} };
  if (folders.every(othersMayReach)) {
    return { file, args, options: { uid: account.uid, gid: account.gid } };
  }
  const rights = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"];
  // Without no_setuid_fixup, access(2) sets the right aside, and initdb calls its own programs an "invalid binary".
  const identity = [
    "--securebits=+no_setuid_fixup",
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--clear-groups",
  ];
  return { file: "setpriv", args: [...identity, ...rights, "--", file, ...args], options: {} };
};
