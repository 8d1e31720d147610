import { mintAccessKey } from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";

/** An access key: its id in the ledger, and what is sent. */
export interface ChaosKey {
  readonly id: string;
  readonly token: string;
}

/** Makes so many access keys that may collect. */
export const makeKeys = async (
  ledger: Ledger,
  pepper: string,
  count: number,
): Promise<readonly ChaosKey[]> => {
  const keys: ChaosKey[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { token, ...key } = mintAccessKey({ env: "chaos", pepper });
    const made = await ledger.adminDirectory.createAccessKey({
      ...key,
      name: `chaos ${index}`,
      scopes: ["collect"],
      expiresAt: null,
    });
    keys.push({ id: made.id, token });
  }
  return keys;
};
