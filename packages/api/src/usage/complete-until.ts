import { UnavailableError, type UsageBuffer } from "@tokenledger/usage";

/**
 * Until when an answer is complete. Ask before the ledger is read: asked after it, records committed in between would
 * be promised and missing. Null while Redis is away: the answer still comes, its completeness is unknown.
 */
export const readCompleteUntil = async (
  buffer: Pick<UsageBuffer, "completeUntil">,
): Promise<Date | null> => {
  try {
    return await buffer.completeUntil();
  } catch (error) {
    if (error instanceof UnavailableError) {
      return null;
    }
    throw error;
  }
};
