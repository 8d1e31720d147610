import { resolve } from "node:path";
import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";
import { cliSettings } from "../config.ts";

const shape = {
  ...cliSettings,
  /** Where an import sends to. Default: the server on this machine. */
  TOKENLEDGER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Access key that an import sends with; it needs the scope `backfill`. */
  TOKENLEDGER_KEY: z.string().optional(),
};

/** Settings of an import. */
export type ImportConfig = z.output<z.ZodObject<typeof shape>>;

/** Reads the settings. @throws InvalidInputError that lists every fault. */
export const readImportConfig = (): ImportConfig => {
  const config = parseConfig(shape, process.env);
  return { ...config, TOKENLEDGER_DATA_DIR: resolve(config.TOKENLEDGER_DATA_DIR) };
};
