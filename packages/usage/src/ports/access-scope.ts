import { TokenledgerError } from "../errors.ts";

/**
 * Whose usage a question may see. Every question about usage takes one first, and is refused without: a procedure that forgot
 * to say for whom it asks fails, where a missing filter would have shown everything.
 */
export type AccessScope =
  /** Everybody's, and that of nobody in particular. */
  | { readonly kind: "all" }
  /** That of these users, by the callers' own names, and of nobody else. An empty list sees nothing. */
  | { readonly kind: "user"; readonly users: readonly string[] };

/** The scope of those who see everything, and of the system's own work. */
export const wholeUsage: AccessScope = { kind: "all" };

/**
 * The users that a scope is held to; null: all usage, with or without a user.
 *
 * @throws TokenledgerError SCOPE_MISSING where the caller, against its types, gave none: nothing is read then.
 */
export const usersWithin = (scope: AccessScope | undefined): readonly string[] | null => {
  if (scope?.kind === "all") return null;
  if (scope?.kind === "user") return scope.users;
  throw new TokenledgerError("SCOPE_MISSING", "A question says whose usage it may see.", false);
};
