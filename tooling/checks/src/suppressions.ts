import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** Every place where a checker was told to look away, as `file:line: text`. The house has none. */
export const findSuppressions = (): readonly string[] => {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: repositoryFolder,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => SOURCE.test(file));
  return files.flatMap((file) =>
    readFileSync(`${repositoryFolder}${file}`, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        FORBIDDEN.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
};
