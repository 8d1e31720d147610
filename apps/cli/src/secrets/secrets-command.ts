import { parseArgs } from "node:util";
import { InvalidInputError } from "@tokenledger/usage";
import { z } from "zod";
import type { Command } from "../command.ts";
import { writeSecrets } from "./write-secrets.ts";

const Folders = z.object({
  app: z.string(),
  server: z.string(),
  flusher: z.string(),
  scheduler: z.string(),
  postgres: z.string(),
  redis: z.string(),
});

/** What `docker-compose.yml` runs before anything else. */
export const secretsCommand: Command = {
  words: "secrets",
  options: "--app DIR --server DIR --flusher DIR --scheduler DIR --postgres DIR --redis DIR",
  summary: "makes the secrets of a composed system, where there are none",
  run: async (args) => {
    const folder = { type: "string" } as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        app: folder,
        server: folder,
        flusher: folder,
        scheduler: folder,
        postgres: folder,
        redis: folder,
      },
    });
    const folders = Folders.safeParse(values);
    if (!folders.success) {
      throw new InvalidInputError(
        "ARGUMENT_MISSING",
        "--app, --server, --flusher, --scheduler, --postgres and --redis name a folder each",
      );
    }
    writeSecrets(folders.data);
    return Promise.resolve();
  },
};
