import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";
import { inheritedEnvironment } from "../config.ts";
import { withFileSettings } from "./file-settings.ts";
import { SECRET_SETTINGS } from "./secret-settings.ts";

const shape = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
};

const withPepper = { ...shape, TOKENLEDGER_KEY_PEPPER: z.string().min(32) };

const environment = (): Record<string, string> =>
  withFileSettings(inheritedEnvironment(), SECRET_SETTINGS);

/** The database to migrate. @throws InvalidInputError CONFIG_INVALID */
export const readDatabaseConfig = (): z.output<z.ZodObject<typeof shape>> =>
  parseConfig(shape, environment());

/** The database to set up, and the pepper its keys are hashed under. @throws InvalidInputError CONFIG_INVALID */
export const readSetupConfig = (): z.output<z.ZodObject<typeof withPepper>> =>
  parseConfig(withPepper, environment());
