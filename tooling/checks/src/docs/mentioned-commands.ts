import { readFileSync } from "node:fs";
import { leavesOf, wordsOf } from "@tokenledger/cli/command-tree";
import { createProgram } from "@tokenledger/cli/program";
import { repositoryFolder } from "../run-tool.ts";
import { documents } from "./documents.ts";

/** `keys`, `rotate` and so on: the words of each command after the program's. */
const paths: readonly (readonly string[])[] = leavesOf(createProgram()).map((command) =>
  wordsOf(command).split(" ").slice(1),
);

const isCommand = (words: readonly string[]): boolean =>
  paths.some((path) => words.every((word, at) => at >= path.length || word === path[at]));

/** The words that follow `tokenledger`, up to the first that is no command's: `keys rotate KEY` has two. */
const writtenWords = (text: string): readonly string[] =>
  /^(?:[a-z]+(?: |$))*/.exec(text)?.[0].trim().split(" ") ?? [];

/** What a text says in code to write after `tokenledger` and no command is: `tokenledger stop`. Alternatives stand as `db migrate|status`. */
export const unknownCommands = (text: string): readonly string[] =>
  Array.from(text.matchAll(/`(?:npx )?tokenledger ([^`]+)`/g), ([, words = ""]) => words)
    .flatMap((words) => words.replace(/^((?:\w+ )*)(\w+)\|(\w+).*$/, "$1$2\n$1$3").split("\n"))
    .filter((words) => /^[a-z]/.test(words) && !isCommand(writtenWords(words)));

/** The same of every document, with its name. */
export const unknownCommandsOfDocuments = (): readonly string[] =>
  documents().flatMap((file) =>
    unknownCommands(readFileSync(repositoryFolder + file, "utf8")).map(
      (words) => `${file}: ${words}`,
    ),
  );
