import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

const shape = {
  /** Where `redis-server` is looked for. */
  PATH: z.string().default("/usr/bin:/bin"),
};

/** What a person's shell gives the commands they start, as far as ours need it. */
export const readShellEnvironment = (): z.output<z.ZodObject<typeof shape>> =>
  parseConfig(shape, process.env);
