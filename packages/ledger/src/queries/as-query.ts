import { InvalidInputError } from "@tokenledger/usage";
import { isCanceled, RefusedValueError } from "../sqlstate.ts";

/**
 * Runs a read.
 *
 * @throws InvalidInputError VALUE_REFUSED for a filter PostgreSQL cannot read (a NUL, a date out of range), TOO_MUCH_TO_READ for one that asks for more
 * than can be read in the time a statement has: it would take as long again. @throws UnavailableError
 */
export const asQuery = async <Result>(query: () => Promise<Result>): Promise<Result> => {
  try {
    return await query();
  } catch (error) {
    if (isCanceled(error)) {
      const text =
        "This asks for more records than can be read in time. Ask for a shorter range, or for fewer keys, users, models or features.";
      throw new InvalidInputError("TOO_MUCH_TO_READ", text, { cause: error });
    }
    if (!(error instanceof RefusedValueError)) throw error;
    throw new InvalidInputError("VALUE_REFUSED", error.message, { cause: error });
  }
};
