import { CommanderError } from "@commander-js/extra-typings";
import { InvalidInputError } from "@tokenledger/usage";
import type { AnyCommand } from "./command.ts";
import { isGroup, leavesOf, usageOf } from "./command-tree.ts";
import { createProgram } from "./program.ts";

const WIDTH = 52;

/** Every command on a line or two. */
export const overview = (program: AnyCommand): string => {
  const lines = leavesOf(program).map((command) => {
    const call = `  ${usageOf(command)}`;
    return call.length < WIDTH
      ? `${call.padEnd(WIDTH)}${command.summary()}`
      : `${call}\n${" ".repeat(WIDTH)}${command.summary()}`;
  });
  return `Usage:\n${lines.join("\n")}\n\n\`tokenledger COMMAND --help\` says the rest.\n`;
};

/** Faults are thrown, to be told in one place; a group called without a command says which there are. */
const tame = (command: AnyCommand, said: string[]): void => {
  command.exitOverride().configureOutput({
    writeErr: (text) => {
      said.push(text);
    },
  });
  if (isGroup(command)) command.helpCommand(false);
  for (const child of command.commands) tame(child, said);
};

const faultOf = (error: CommanderError, said: readonly string[]): InvalidInputError => {
  if (error.code === "commander.help")
    return new InvalidInputError("COMMAND_MISSING", said.join(""));
  const isUnknown = error.code === "commander.unknownCommand";
  return new InvalidInputError(
    isUnknown ? "COMMAND_UNKNOWN" : "ARGUMENT_INVALID",
    `${error.message.replace(/^error: /, "")}\n\`tokenledger ${isUnknown ? "help" : "COMMAND --help"}\` says what can be written.`,
  );
};

/**
 * Runs one command line.
 *
 * @throws InvalidInputError COMMAND_… or ARGUMENT_… with what to write instead, before anything is done; whatever else the command throws.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const program = createProgram();
  const [first] = args;
  if (first === undefined || ["help", "--help", "-h"].includes(first)) {
    process.stdout.write(overview(program));
    return;
  }
  const said: string[] = [];
  tame(program, said);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is no fault.
    if (error.exitCode !== 0) throw faultOf(error, said);
  }
};
