import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inheritedEnvironment } from "../config.ts";
import { oneAtATime } from "./one-at-a-time.ts";

const SOURCES = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "initial-script-budget.ts",
  "precompress.ts",
  "route-preload.ts",
  "package.json",
];

const filesBelow = (path: string): readonly string[] => {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [path];
  }
};

const sourceHash = (folder: string): string => {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesBelow(join(folder, source)))
      hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
};

const build = async (repositoryFolder: string, folder: string): Promise<void> => {
  const vite = join(repositoryFolder, "node_modules", "vite", "bin", "vite.js");
  await new Promise<void>((resolve, reject) => {
    // Whatever the environment says: a page built for "test" or "development" carries React's, 20 KB heavier.
    const env = { ...inheritedEnvironment(), NODE_ENV: "production" };
    execFile(process.execPath, [vite, "build"], { cwd: folder, env }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`the admin page did not build:\n${stdout}${stderr}`, { cause: error }));
    });
  });
};

/**
 * Builds the admin page when it was never built, or from other sources than these. Several processes may ask at once: one builds, the others wait.
 * @returns whether it was built now. @throws Error with the build's output.
 */
export const buildAdminPage = async (repositoryFolder: string): Promise<boolean> => {
  const folder = join(repositoryFolder, "apps", "admin");
  const marker = join(folder, "dist", ".built-from");
  const wanted = sourceHash(folder);
  const isBuilt = (): boolean => existsSync(marker) && readFileSync(marker, "utf8") === wanted;
  if (isBuilt()) return false;
  return oneAtATime(join(repositoryFolder, "node_modules", ".admin-page.lock"), async () => {
    if (isBuilt()) return false;
    await build(repositoryFolder, folder);
    writeFileSync(marker, wanted);
    return true;
  });
};
