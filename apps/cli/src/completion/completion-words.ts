import type { AnyCommand } from "../command.ts";

/** What may follow one command: its own commands, its options, and the values of those that say which there are. */
export interface CompletionWords {
  /** `/keys/create`; empty for the program itself. */
  readonly path: string;
  readonly summary: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly {
    readonly flag: string;
    readonly summary: string;
    /** Empty: any, or none. */
    readonly values: readonly string[];
    readonly takesValue: boolean;
  }[];
  /** Values of the first argument. */
  readonly values: readonly string[];
}

/** The words of a program's whole tree, the program first. */
export const completionWords = (command: AnyCommand, path = ""): readonly CompletionWords[] => [
  {
    path,
    summary: command.summary(),
    commands: command.commands.map((child) => ({
      name: child.name(),
      summary: child.summary() === "" ? child.description() : child.summary(),
    })),
    options: command.options.map((option) => ({
      flag: option.long ?? "",
      summary: option.description,
      values: option.argChoices ?? [],
      takesValue: option.required || option.optional,
    })),
    values: command.registeredArguments[0]?.argChoices ?? [],
  },
  ...command.commands.flatMap((child) => completionWords(child, `${path}/${child.name()}`)),
];
