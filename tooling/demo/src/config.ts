import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

/** The folder of the repository. */
export const repositoryFolder = fileURLToPath(new URL("../../../", import.meta.url));

const shape = {
  /** The data folder of `npm start`; the demo keeps its access keys there. */
  TOKENLEDGER_DATA_DIR: z.string().default(`${repositoryFolder}.tokenledger`),
};

/** The demo's settings. */
export type DemoConfig = z.output<z.ZodObject<typeof shape>>;

/** Reads the settings. @throws InvalidInputError that lists every fault. */
export const readConfig = (): DemoConfig => {
  const config = parseConfig(shape, process.env);
  return { ...config, TOKENLEDGER_DATA_DIR: resolve(config.TOKENLEDGER_DATA_DIR) };
};
