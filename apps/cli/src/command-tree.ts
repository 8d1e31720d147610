import type { AnyCommand } from "./command.ts";

export type { AnyCommand } from "./command.ts";

/** Whether it only holds others. */
export const isGroup = (command: AnyCommand): boolean => command.commands.length > 0;

/** The words that call a command, with the program's own: `tokenledger keys create`. */
export const wordsOf = (command: AnyCommand): string =>
  command.parent === null ? command.name() : `${wordsOf(command.parent)} ${command.name()}`;

/** Every command that does something, in the order of the help. */
export const leavesOf = (command: AnyCommand): readonly AnyCommand[] =>
  isGroup(command) ? command.commands.flatMap(leavesOf) : [command];

const argumentOf = (argument: AnyCommand["registeredArguments"][number]): string => {
  const text = `${argument.name().toUpperCase()}${argument.variadic ? "…" : ""}`;
  return argument.required ? text : `[${text}]`;
};

/** How a command is written: its words, its arguments, the options it cannot do without, and whether there are more. */
export const usageOf = (command: AnyCommand): string => {
  const needed = command.options.filter(({ mandatory }) => mandatory);
  const more = command.options.length > needed.length ? ["[options]"] : [];
  const parts = [
    ...command.registeredArguments.map(argumentOf),
    ...needed.map(({ flags }) =>
      flags.replaceAll(/<([^>]+)>/g, (_all, name: string) => name.toUpperCase()),
    ),
    ...more,
  ];
  return [wordsOf(command), ...parts].join(" ");
};
