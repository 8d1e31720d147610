import { parseArgs } from "node:util";
import { InvalidInputError } from "@tokenledger/usage";
import type { Command } from "../command.ts";
import { writeSecrets } from "./write-secrets.ts";

/** What `docker-compose.yml` runs before anything else. */
export const secretsCommand: Command = {
  words: "secrets",
  options: "--app DIR --postgres DIR --redis DIR",
  summary: "makes the secrets of a composed system, where there are none",
  run: async (args) => {
    const folder = { type: "string" } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { app: folder, postgres: folder, redis: folder },
    });
    const { app, postgres, redis } = values;
    if (app === undefined || postgres === undefined || redis === undefined) {
      throw new InvalidInputError(
        "ARGUMENT_MISSING",
        `--app, --postgres and --redis name a folder each`,
      );
    }
    writeSecrets({ app, postgres, redis });
    return Promise.resolve();
  },
};
