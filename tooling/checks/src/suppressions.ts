import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { repositoryFolder } from "./run-tool.ts";

const SOURCE = /\.(ts|tsx|mjs|js)$/;
// Written with one-letter classes, so that this file does not find itself.
const FORBIDDEN = new RegExp(
  [
    "@ts[-](ignore|expect-error|nocheck)",
    "(oxlint|eslint|biome|prettier)[-](disable|ignore)",
    "\\bas[ ]any\\b",
    "(v8|c8|istanbul)[ ]ignore",
    "\\b(it|test|describe)[.](only|todo)\\b",
  ].join("|"),
);

/** The lines of a file that tell a checker to look away, as `file:line: text`. */
export const suppressionsIn = (file: string, text: string): readonly string[] =>
  text
    .split("\n")
    .flatMap((line, index) =>
      FORBIDDEN.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
    );

/** Every such place of the repository. The house has none. */
export const findSuppressions = (): readonly string[] =>
  execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: repositoryFolder,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => SOURCE.test(file) && existsSync(`${repositoryFolder}${file}`))
    .flatMap((file) => suppressionsIn(file, readFileSync(`${repositoryFolder}${file}`, "utf8")));
