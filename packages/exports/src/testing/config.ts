import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

const shape = {
  /** How many texts the round trip of CSV is tried with. Default 10,000; the release is tried with 100,000. */
  CSV_TEXTS: z.coerce.number().int().min(100).default(10_000),
};

/** Settings of the tests of exports. */
export const readTestConfig = (): z.output<z.ZodObject<typeof shape>> =>
  parseConfig(shape, process.env);
