import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeAdminTypes } from "./write-admin-types.ts";

const HERE = import.meta.dirname;
const IMPORT = /(?<=from |import\()"(?<name>\.[^"]+)\.ts"/gu;
const ENTRIES = ["index.d.ts", "admin/index.d.ts"];
const CLIENT = "admin/tokenledger-client.d.ts";

const emitAll = (folder: string): void => {
  const config = path.join(HERE, "tsconfig.declarations.json");
  // This package's own compiler: it needs the one that has an API, the workspace's has none.
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", config, "--outDir", folder], {
    stdio: "inherit",
  });
};

/** The client's declarations with the server's router written out. */
const withoutServer = (text: string): string =>
  text
    .replaceAll(/^import .*\n/gmu, "")
    .replace(/^.*\n^export type TokenledgerClient = .*\n/mu, () => writeAdminTypes());

const importsOf = (file: string, text: string): string[] =>
  [...text.matchAll(IMPORT)].map(({ groups }) =>
    path.join(path.dirname(file), `${groups?.["name"] ?? ""}.d.ts`),
  );

const write = (file: string, text: string): void => {
  const [foreign] = /(?:from |import\()"[^."][^"]*"/u.exec(text) ?? [];
  if (foreign !== undefined) {
    throw new Error(`${file} names a package: ${foreign}`);
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/**
 * Writes the declarations that the two entries reach, and no others. They name no package at all.
 *
 * @throws when one of them does.
 */
export const writeDeclarations = (target: string): void => {
  const emitted = mkdtempSync(path.join(tmpdir(), "sdk-declarations-"));
  const written = new Set<string>(ENTRIES);
  try {
    emitAll(emitted);
    // A set that is added to while it is read hands out what was added.
    for (const file of written) {
      const source = readFileSync(path.join(emitted, "sdk/src", file), "utf8");
      const text = file === CLIENT ? withoutServer(source) : source;
      importsOf(file, text).forEach((found) => written.add(found));
      write(path.join(target, file), text.replaceAll(IMPORT, '"$<name>.js"'));
    }
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
};
