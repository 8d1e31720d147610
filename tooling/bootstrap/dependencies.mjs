import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fail, timed } from "./say.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const marker = `${root}node_modules/.tokenledger-installed`;

/** What an installation depends on: the lock file and the machine. */
const wanted = () =>
  createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .update(`${process.platform} ${process.arch}`)
    .digest("hex");

/** Runs `npm ci` when node_modules is missing or was made from another lock file. */
export const installDependencies = () => {
  const installed = existsSync(marker) ? readFileSync(marker, "utf8") : "";
  if (installed === wanted()) return;
  timed("installing dependencies with npm ci", () => {
    // npm's own output goes to stderr, so that what the command prints on stdout stays its own.
    const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    });
    if (result.status !== 0) fail("npm ci failed; see above. Check the network and start again.");
  });
  writeFileSync(marker, wanted());
};
