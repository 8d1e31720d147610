import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { declarationProgram } from "./declaration-program.ts";
import { writeAdminTypes } from "./write-admin-types.ts";

const SOURCES = path.join(import.meta.dirname, "../src");
const IMPORT = /(?<=from |import\()"(?<name>\.[^"]+)\.ts"/gu;
const ENTRIES = ["index.d.ts", "admin/index.d.ts"];
const CLIENT = "admin/tokenledger-client.d.ts";

/** Every declaration of the sources, by its path among them. */
const emitAll = (program: ts.Program): ReadonlyMap<string, string> => {
  const emitted = new Map<string, string>();
  const { diagnostics } = program.emit(
    undefined,
    (file, text) => emitted.set(path.relative(SOURCES, file), text),
    undefined,
    true,
  );
  if (diagnostics.length > 0) {
    throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
  }
  return emitted;
};

/** The client's declarations with the server's router written out. */
const withoutServer = (text: string, program: ts.Program): string =>
  text
    .replaceAll(/^import .*\n/gmu, "")
    .replace(/^.*\n^export type TokenledgerClient = .*\n/mu, () => writeAdminTypes(program));

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
  const program = declarationProgram(SOURCES);
  const emitted = emitAll(program);
  const written = new Set<string>(ENTRIES);
  // A set that is added to while it is read hands out what was added.
  for (const file of written) {
    const source = emitted.get(file) ?? "";
    const text = file === CLIENT ? withoutServer(source, program) : source;
    importsOf(file, text).forEach((found) => written.add(found));
    write(path.join(target, file), text.replaceAll(IMPORT, '"$<name>.js"'));
  }
};
