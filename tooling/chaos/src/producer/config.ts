import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

const shape = {
  TOKENLEDGER_URL: z.url(),
  TOKENLEDGER_KEY: z.string(),
  TOKENLEDGER_SPOOL_DIR: z.string(),
  /** File of this life's ground truth; must not exist. */
  TRUTH_FILE: z.string(),
  /** Stands in every message id: with the count of the record it names one content for ever. */
  LIFE: z.string(),
  SEED: z.coerce.number(),
  RECORDS_PER_SECOND: z.coerce.number().positive(),
};

/** Settings of a producer. */
export type ProducerConfig = z.output<z.ZodObject<typeof shape>>;

/** Reads the settings. @throws InvalidInputError CONFIG_INVALID */
export const readConfig = (): ProducerConfig => parseConfig(shape, process.env);
