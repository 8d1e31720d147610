import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { writeDeclarations } from "./write-declarations.ts";
import { writeManifest } from "./write-manifest.ts";

const PACKAGE = path.join(import.meta.dirname, "..");
const ENTRIES = { index: "index.ts", "admin/index": "admin/index.ts", browser: "browser.ts" };

/**
 * Bundles the sources: a private workspace package cannot be a dependency of a published one, so the few modules of
 * `@tokenledger/usage` that run here travel inside, and superjson with them. Only `@trpc/client` stays outside.
 */
const bundle = async (target: string): Promise<void> => {
  const input = Object.fromEntries(
    Object.entries(ENTRIES).map(([name, file]) => [name, path.join(PACKAGE, "src", file)]),
  );
  const build = await rolldown({
    input,
    platform: "node",
    external: [/^node:/u, /^@trpc\/client/u],
    transform: { target: "node20.19" },
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  await build.write({ dir: target, format: "esm", chunkFileNames: "shared/[name].js" });
  await build.close();
};

/** Builds the publishable package into a folder, which is emptied first: scripts, declarations, manifest, README, licence. */
export const buildPackage = async (target: string): Promise<void> => {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await bundle(target);
  writeDeclarations(target);
  writeManifest(PACKAGE, target);
  copyFileSync(path.join(PACKAGE, "README.md"), path.join(target, "README.md"));
  const licence = path.join(PACKAGE, "../../LICENSE");
  if (existsSync(licence)) {
    copyFileSync(licence, path.join(target, "LICENSE"));
  }
};
