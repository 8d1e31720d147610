import { mintAccessKey } from "@tokenledger/api";
import { createLedger } from "@tokenledger/ledger";
import { InvalidInputError, type AccessKeyScope } from "@tokenledger/usage";
import type { Surroundings } from "../settings/surroundings.ts";

export interface NewKey {
  readonly id: string;
  readonly name: string;
  /** Shown now and never again. */
  readonly token: string;
}

/** A ledger that is worked on without a server, and what its keys are hashed under. */
export interface LedgerAtHand {
  readonly databaseUrl: string;
  readonly pepper: string;
}

/** The ledger that is named, with the pepper that is; else the one that `start` runs here, with its own. @throws InvalidInputError CONFIG_MISSING */
export const ledgerAtHand = ({ databaseUrl, pepper }: Surroundings): LedgerAtHand => {
  if (databaseUrl === undefined) {
    throw new InvalidInputError(
      "CONFIG_MISSING",
      "DATABASE_URL is not set, and no PostgreSQL of `start` runs on this machine.",
    );
  }
  if (pepper === undefined) {
    throw new InvalidInputError(
      "CONFIG_MISSING",
      "TOKENLEDGER_KEY_PEPPER is not set: a key that is hashed under another one than the server's opens nothing.",
    );
  }
  return { databaseUrl, pepper };
};

/** Makes an access key. Made twice, there are two keys. */
export const createKey = async (
  { databaseUrl, pepper }: LedgerAtHand,
  name: string,
  scopes: readonly AccessKeyScope[],
): Promise<NewKey> => {
  const ledger = await createLedger({ url: databaseUrl, poolMax: 1 });
  try {
    const { token, ...key } = mintAccessKey({ env: "live", pepper });
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
