import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

const shape = {
  /** Where `redis-server` is looked for. */
  PATH: z.string().default("/usr/bin:/bin"),
};

/** What a person's shell gives the commands they start, as far as ours need it. */
export const readShellEnvironment = (): z.output<z.ZodObject<typeof shape>> =>
  parseConfig(shape, process.env);

const fuzzShape = {
  /** How many odd questions are asked; 100,000 take some minutes. */
  FUZZ_INPUTS: z.coerce.number().int().min(20).default(400),
};

/** How long the fuzzing of questions goes on. */
export const readFuzzEnvironment = (): z.output<z.ZodObject<typeof fuzzShape>> =>
  parseConfig(fuzzShape, process.env);
