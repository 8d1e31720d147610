import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Source = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
});

/**
 * Writes the manifest of the published package. The workspace's own one is private and points at sources.
 */
export const writeManifest = (sourceFolder: string, target: string): void => {
  const text = readFileSync(path.join(sourceFolder, "package.json"), "utf8");
  const { name, version, license } = Source.parse(JSON.parse(text));
  const manifest = {
    name,
    version,
    description: "Records the token usage of every Anthropic API call, exactly once.",
    license,
    keywords: ["anthropic", "claude", "tokens", "usage", "cost", "metering"],
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    exports: {
      ".": { types: "./index.d.ts", browser: "./browser.js", default: "./index.js" },
      "./admin": { types: "./admin/index.d.ts", default: "./admin/index.js" },
      "./package.json": "./package.json",
    },
    // The middleware needs 0.101.0; older ones are captured through their `fetch`.
    peerDependencies: { "@anthropic-ai/sdk": ">=0.20.0" },
    peerDependenciesMeta: { "@anthropic-ai/sdk": { optional: true } },
  };
  writeFileSync(path.join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
};
