import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { repositoryFolder } from "../run-tool.ts";

/** A fenced block of a document. */
export interface Block {
  /** `README.md:13`, its first line. */
  readonly place: string;
  /** Of the fence: `sh`, `ts`; empty where none is named. */
  readonly language: string;
  readonly text: string;
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a text, in order. */
export const blocksOf = (file: string, text: string): readonly Block[] =>
  Array.from(text.matchAll(FENCE), ({ index, 1: language = "", 2: body = "" }) => ({
    place: `${file}:${text.slice(0, index).split("\n").length + 1}`,
    language,
    text: body,
  }));

/** Every document of the repository, by its path. */
export const documents = (): readonly string[] =>
  execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
    cwd: repositoryFolder,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => file !== "" && existsSync(repositoryFolder + file));

/** Every fenced block of every document. */
export const documentBlocks = (): readonly Block[] =>
  documents().flatMap((file) => blocksOf(file, readFileSync(repositoryFolder + file, "utf8")));
