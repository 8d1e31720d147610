import { InvalidInputError } from "@tokenledger/usage";
import type { Command } from "./command.ts";
import { importCommand } from "./import/import-command.ts";
import { createKeyCommand } from "./keys/create-key-command.ts";
import { healthCommand } from "./roles/health-command.ts";
import { migrateCommand } from "./roles/migrate-command.ts";
import { roleCommands } from "./roles/role-commands.ts";
import { setupCommand } from "./roles/setup-command.ts";
import { secretsCommand } from "./secrets/secrets-command.ts";
import { pageCommand } from "./start/page-command.ts";
import { allCommand, startCommand } from "./start/start-command.ts";

/** Everything `tokenledger` does, in the order of its help. */
const commands: readonly Command[] = [
  startCommand,
  createKeyCommand,
  ...roleCommands,
  migrateCommand,
  setupCommand,
  allCommand,
  healthCommand,
  secretsCommand,
  pageCommand,
  importCommand,
];

const WIDTH = 52;

const usage = (): string => {
  const lines = commands.map(({ words, options, summary }) => {
    const call = `  tokenledger ${words} ${options}`.trimEnd();
    return call.length < WIDTH
      ? `${call.padEnd(WIDTH)}${summary}`
      : `${call}\n${" ".repeat(WIDTH)}${summary}`;
  });
  return `Usage:\n${lines.join("\n")}\n`;
};

/** The command whose words begin the arguments; the longest wins. */
const find = (args: readonly string[]): Command | undefined =>
  commands
    .filter(({ words }) => words.split(" ").every((word, index) => args[index] === word))
    .sort((left, right) => right.words.length - left.words.length)[0];

/** Runs one command line. @throws InvalidInputError with what to write instead. */
export const run = async (args: readonly string[]): Promise<void> => {
  const [first] = args;
  if (first === undefined || first === "help" || first === "--help") {
    process.stdout.write(usage());
    return;
  }
  const command = find(args);
  if (command === undefined) {
    throw new InvalidInputError(
      "COMMAND_UNKNOWN",
      `unknown command: ${args.join(" ")}\n\n${usage()}`,
    );
  }
  await command.run(args.slice(command.words.split(" ").length));
};
