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

/** Ids of single calls at Anthropic. */
const CALL_ID_FIELDS: ReadonlySet<string> = new Set(["requestId", "messageId"]);

/** Fields that name what a row is of. They hold the name of a user where the row, its list or the question says that it is of users. */
const SUBJECT_FIELDS: ReadonlySet<string> = new Set([
  "name",
  "group",
  "dimensionId",
  "dimensionName",
  "subject",
  "subjectName",
  "scopeValue",
  "value",
  "label",
  "note",
]);

/** Fields that say what a row, or the rows asked for, are of. */
const KIND_FIELDS = [
  "dimensionType",
  "groupBy",
  "type",
  "subjectType",
  "dimension",
  "scope",
] as const;

/** Whether a field holds what tells who a user is. */
export const isPersonalField = (name: string): boolean => PERSONAL_FIELDS.has(name);

export const isCallIdField = (name: string): boolean => CALL_ID_FIELDS.has(name);

export const isSubjectField = (name: string): boolean => SUBJECT_FIELDS.has(name);

/** Whether an object, an answer's row or a question, says that it is of users. */
export const isOfUsers = (fields: Readonly<Record<string, unknown>>): boolean =>
  KIND_FIELDS.some((field) => {
    const kind = fields[field];
    return kind === "user" || (typeof kind === "string" && kind.startsWith("user:"));
  });

/** Whether a list of this name holds rows of users: `users`, `byUser`, `topUsers`. */
export const isListOfUsers = (name: string): boolean => /users?$/i.test(name);
