import { InvalidInputError } from "@tokenledger/usage";
import { RefusedValueError } from "../sqlstate.ts";

/** Runs a read. @throws InvalidInputError VALUE_REFUSED for a filter PostgreSQL cannot read (a NUL, a date out of range). @throws UnavailableError */
export const asQuery = async <Result>(query: () => Promise<Result>): Promise<Result> => {
  try {
    return await query();
  } catch (error) {
    if (!(error instanceof RefusedValueError)) throw error;
    throw new InvalidInputError("VALUE_REFUSED", error.message, { cause: error });
  }
};
