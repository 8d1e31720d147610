import { UnavailableError } from "@tokenledger/usage";
import type { Ledger } from "./ledger.ts";

/**
 * What a process does before it works. A ledger that is away is waited for, as ever: its schema is not looked at then, and that is told.
 *
 * @throws InvalidInputError SCHEMA_NEWER
 */
export const refuseNewerSchema = async (
  ledger: Pick<Ledger, "assertSchemaFits">,
  warn: (details: object, text: string) => void,
): Promise<void> => {
  try {
    const names = await ledger.assertSchemaFits();
    if (names.length > 0) warn({ names }, "a newer version has added to the schema");
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    warn({ err: error }, "the ledger is away: whether its schema fits was not looked at");
  }
};
