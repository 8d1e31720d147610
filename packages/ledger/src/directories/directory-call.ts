import { UniqueConstraintViolationException } from "@mikro-orm/core";
import { InvalidInputError, TokenledgerError } from "@tokenledger/usage";
import { nameDatabaseError, RefusedValueError } from "../sqlstate.ts";

/**
 * Runs entity reads and writes, and names what goes wrong.
 *
 * @throws InvalidInputError ALREADY_EXISTS for a name that is taken, VALUE_REFUSED for a value PostgreSQL refuses. @throws UnavailableError
 */
export const asDirectoryCall = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TokenledgerError) throw error;
    if (error instanceof UniqueConstraintViolationException) {
      throw new InvalidInputError("ALREADY_EXISTS", "This name is taken.", { cause: error });
    }
    const named = nameDatabaseError(error);
    if (named instanceof RefusedValueError) {
      throw new InvalidInputError("VALUE_REFUSED", named.message, { cause: error });
    }
    throw named;
  }
};

/** @throws InvalidInputError NOT_FOUND when there is nothing. */
export const found = <Entity>(entity: Entity | null, what: string): Entity => {
  if (entity === null) throw new InvalidInputError("NOT_FOUND", `There is no such ${what}.`);
  return entity;
};
