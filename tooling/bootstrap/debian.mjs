import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { timed } from "./say.mjs";

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
const succeeds = (command, args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;

/**
 * Whether PATH has a program of this name.
 * @param {string} name
 */
export const onPath = (name) => succeeds("sh", ["-c", `command -v ${name}`]);

const isDebian = () =>
  existsSync("/etc/os-release") &&
  /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8")) &&
  onPath("apt-get");

const asRoot = () => {
  if (process.getuid?.() === 0) return [];
  return onPath("sudo") && succeeds("sudo", ["-n", "true"]) ? ["sudo", "-n"] : undefined;
};

/**
 * Installs a package of Debian or Ubuntu, where that is possible without asking for a password.
 *
 * @param {string} name
 * @returns {boolean} whether it is installed now
 */
export const installDebianPackage = (name) => {
  const prefix = asRoot();
  if (prefix === undefined || !isDebian()) return false;
  /** @param {string[]} args */
  const apt = (...args) => {
    const environment = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    const [command, ...rest] = [...prefix, "env", ...environment];
    return spawnSync(command ?? "env", rest, { stdio: ["ignore", 2, 2] }).status === 0;
  };
  let installed = false;
  timed(`installing Debian's package ${name} with apt`, () => {
    installed = apt("update") && apt("install", "-y", "--no-install-recommends", name);
  });
  return installed;
};
