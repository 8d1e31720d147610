import { UnavailableError } from "@tokenledger/usage";

const TRIES_MAX = 5;

const isUnavailable = (error: unknown): boolean => error instanceof UnavailableError;

/**
 * Tries again, five times in all, what is whole or not at all.
 *
 * @param mayRecover tells whether another try may do better; by default where the store was away, or gave way to a committer (a deadlock).
 */
export const withTries = async <Result>(
  work: () => Promise<Result>,
  mayRecover: (error: unknown) => boolean = isUnavailable,
): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!mayRecover(error) || tries === TRIES_MAX) throw error;
    }
  }
};
