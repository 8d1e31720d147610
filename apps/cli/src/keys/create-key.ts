import { mintAccessKey } from "@tokenledger/api";
import { createLedger } from "@tokenledger/ledger";
import type { AccessKeyScope } from "@tokenledger/usage";
import type { CliConfig } from "../config.ts";
import { secretsOf } from "../start/secrets.ts";
import { startStores } from "../start/stores.ts";

export interface NewKey {
  readonly id: string;
  readonly name: string;
  /** Shown now and never again. */
  readonly token: string;
}

/** Makes an access key in the ledger of this machine (or of DATABASE_URL). Made twice, there are two keys. */
export const createKey = async (
  config: CliConfig,
  name: string,
  scopes: readonly AccessKeyScope[],
): Promise<NewKey> => {
  const secrets = secretsOf(config.TOKENLEDGER_DATA_DIR);
  // Takes over the stores that a running `start` owns; they are left running.
  const { databaseUrl } = await startStores(config, secrets);
  const ledger = await createLedger({ url: databaseUrl, poolMax: 1 });
  try {
    const { token, ...key } = mintAccessKey({ env: "live", pepper: secrets.pepper });
    const made = await ledger.adminDirectory.createAccessKey({
      ...key,
      name,
      scopes,
      expiresAt: null,
    });
    return { id: made.id, name: made.name, token };
  } finally {
    await ledger.close();
  }
};
