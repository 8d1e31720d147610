import { InvalidInputError } from "@tokenledger/usage";
import { guessableSecrets } from "@tokenledger/usage/config";
import type { ServerConfig } from "./config.ts";

/**
 * Refuses secrets that anybody could guess, where NODE_ENV is production. Elsewhere they are for trying things out. `doctor` judges by the same rule.
 *
 * @throws InvalidInputError CONFIG_INVALID that names them and repeats none.
 */
export const refuseWeakSecrets = (config: ServerConfig): void => {
  const weak = config.NODE_ENV === "production" ? guessableSecrets(config) : [];
  if (weak.length === 0) return;
  throw new InvalidInputError(
    "CONFIG_INVALID",
    `In production these could be guessed: ${weak.join(", ")}. Make a secret with: openssl rand -hex 32`,
  );
};
