/**
 * Fields that hold the name of a user, in whatever answer or input they stand. One word per idea everywhere: a new procedure that
 * speaks of users uses these, and its answer is masked, and its audit entry pseudonymised, without further work.
 */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set([
  "user",
  "users",
  "userName",
  "userNames",
  "displayName",
  "search",
]);

/** Whether a field holds what tells who a user is. */
export const isPersonalField = (name: string): boolean => PERSONAL_FIELDS.has(name);
