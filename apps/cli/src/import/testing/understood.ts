import { importWords, type ImportArguments } from "../import-arguments.ts";

/** What words after `import` mean. @throws CommanderError, InvalidInputError as the command does. */
export const understood = async (args: readonly string[]): Promise<ImportArguments> => {
  const found: ImportArguments[] = [];
  await importWords(async (words) => {
    found.push(words);
    return Promise.resolve();
  })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync([...args], { from: "user" });
  const [words] = found;
  if (words === undefined) throw new Error("the command did not run");
  return words;
};
