import { commandsNotRun } from "./commands-not-run.ts";
import type { Block } from "./documents.ts";

const isShell = ({ language }: Block): boolean =>
  ["sh", "bash", "shell", "console"].includes(language);

/** Blocks of shell commands. */
export const shellBlocks = (blocks: readonly Block[]): readonly Block[] => blocks.filter(isShell);

/** The commands of a block, each whole: lines that end in a backslash go on. Comments and empty lines are none. */
export const commandsOf = ({ text }: Block): readonly string[] =>
  text
    .replaceAll(/\s*\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/\s+#\s.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

const reasonFor = (command: string) =>
  commandsNotRun.find(({ begins }) => `${command} `.startsWith(begins));

/** What of a block is run, as one script; empty where nothing is. */
export const scriptOf = (block: Block): string =>
  commandsOf(block)
    .filter((command) => reasonFor(command) === undefined)
    .join("\n");
