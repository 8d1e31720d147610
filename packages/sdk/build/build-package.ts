import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { thirdPartyLicences } from "./third-party-licences.ts";
import { writeDeclarations } from "./write-declarations.ts";
import { writeManifest } from "./write-manifest.ts";

const PACKAGE = path.join(import.meta.dirname, "..");
const ENTRIES = { index: "index.ts", "admin/index": "admin/index.ts", browser: "browser.ts" };

/**
 * Bundles the sources, and all they need: a private workspace package cannot be a dependency of a published one, and `@trpc/client`
 * as a dependency would bring its peers along (35 MB installed, TypeScript among them, against 0.2).
 *
 * @returns the files that went in.
 */
const bundle = async (target: string): Promise<readonly string[]> => {
  const input = Object.fromEntries(
    Object.entries(ENTRIES).map(([name, file]) => [name, path.join(PACKAGE, "src", file)]),
  );
  const build = await rolldown({
    input,
    platform: "node",
    external: [/^node:/u],
    transform: { target: "node20.19" },
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  const { output } = await build.write({
    dir: target,
    format: "esm",
    chunkFileNames: "shared/[name].js",
  });
  await build.close();
  return output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
};

/** Builds the publishable package into a folder, which is emptied first: scripts, declarations, manifest, README, licences. */
export const buildPackage = async (target: string): Promise<void> => {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = await bundle(target);
  writeFileSync(path.join(target, "THIRD_PARTY_LICENSES.txt"), thirdPartyLicences(files));
  writeDeclarations(target);
  writeManifest(PACKAGE, target);
  copyFileSync(path.join(PACKAGE, "README.md"), path.join(target, "README.md"));
  copyFileSync(path.join(PACKAGE, "../../LICENSE"), path.join(target, "LICENSE"));
};
