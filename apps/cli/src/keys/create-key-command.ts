import { parseArgs } from "node:util";
import { accessKeyScopes, InvalidInputError, type AccessKeyScope } from "@tokenledger/usage";
import type { Command } from "../command.ts";
import { readConfig } from "../config.ts";
import { createKey } from "./create-key.ts";

const isScope = (text: string): text is AccessKeyScope =>
  accessKeyScopes.some((scope) => scope === text);

const scopesOf = (texts: readonly string[]): readonly AccessKeyScope[] => {
  const unknown = texts.find((text) => !isScope(text));
  if (unknown !== undefined) {
    throw new InvalidInputError(
      "ARGUMENT_INVALID",
      `--scope ${unknown}: one of ${accessKeyScopes.join(", ")}`,
    );
  }
  return [...new Set<AccessKeyScope>(["collect", ...texts.filter(isScope)])];
};

/** Makes an access key and shows its token once. */
export const createKeyCommand: Command = {
  words: "keys create",
  options: "--name NAME [--scope collect|backfill]… [--json]",
  summary: "a new access key; its token is shown once",
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: { type: "string" },
        scope: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
      },
    });
    if (values.name === undefined) {
      throw new InvalidInputError(
        "ARGUMENT_MISSING",
        `--name is missing\n\n  tokenledger ${createKeyCommand.words} ${createKeyCommand.options}`,
      );
    }
    const key = await createKey(readConfig(), values.name, scopesOf(values.scope));
    process.stdout.write(
      values.json
        ? `${JSON.stringify(key)}\n`
        : `${key.name}: ${key.token}\n  Shown once, keep it.\n`,
    );
  },
};
