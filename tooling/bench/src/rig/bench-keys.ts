import { mintAccessKey } from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";

/** Under which the keys of all benchmarks are hashed. */
export const BENCH_PEPPER = "pepper-of-the-benchmarks-0123456789";

/** Makes so many access keys that may collect. @returns their tokens. */
export const makeTokens = async (ledger: Ledger, count: number): Promise<readonly string[]> => {
  const tokens: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { token, ...key } = mintAccessKey({ env: "bench", pepper: BENCH_PEPPER });
    await ledger.adminDirectory.createAccessKey({
      ...key,
      name: `service ${index}`,
      scopes: ["collect"],
      expiresAt: null,
    });
    tokens.push(token);
  }
  return tokens;
};
