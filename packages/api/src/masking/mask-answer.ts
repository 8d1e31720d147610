import type { Masker } from "./masker.ts";
import {
  isCallIdField,
  isListOfUsers,
  isOfUsers,
  isPersonalField,
  isSubjectField,
} from "./personal-fields.ts";

type Fields = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Fields => {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

const maskStream = async function* (
  masker: Masker,
  stream: AsyncIterable<unknown>,
  ofUsers: boolean,
): AsyncGenerator {
  for await (const part of stream) yield maskValue(masker, part, ofUsers);
};

const maskField = (masker: Masker, name: string, value: unknown, ofUsers: boolean): unknown => {
  if (isPersonalField(name) || (ofUsers && isSubjectField(name))) {
    if (typeof value === "string") return masker.user(value);
    if (Array.isArray(value)) {
      return value.map((item: unknown) =>
        typeof item === "string" ? masker.user(item) : maskValue(masker, item, true),
      );
    }
  }
  if (isCallIdField(name) && typeof value === "string") return masker.callId(value);
  return maskValue(masker, value, ofUsers || isListOfUsers(name));
};

/** A dimension by its type and id: the id of a user is the callers' own name. */
const isUserDimension = (fields: Fields): boolean =>
  fields["type"] === "user" && typeof fields["id"] === "string";

/** A name in a sentence: shorter ones would be found in half the words of it. */
const NAME_LENGTH_MIN = 3;

/** Sentences beside a name may say it too (`anna@example.org used $80`): it is masked in them as well. */
const maskTexts = (given: Fields, masked: Fields): Fields => {
  const names = Object.entries(given).flatMap(([field, name]) => {
    const shown = masked[field];
    const isMasked = typeof name === "string" && typeof shown === "string" && name !== shown;
    return isMasked && name.length >= NAME_LENGTH_MIN ? [[name, shown] as const] : [];
  });
  if (names.length === 0) return masked;
  const texts: [string, unknown][] = Object.entries(masked).map(([field, value]) => [
    field,
    typeof value === "string" && value === given[field]
      ? names.reduce((text, [name, shown]) => text.replaceAll(name, shown), value)
      : value,
  ]);
  return Object.fromEntries(texts);
};

const maskFields = (masker: Masker, fields: Fields, ofUsers: boolean): Fields => {
  const isOf = ofUsers || isOfUsers(fields);
  const masked: [string, unknown][] = Object.entries(fields).map(([name, value]) =>
    name === "id" && typeof value === "string" && isUserDimension(fields)
      ? [name, masker.user(value)]
      : [name, maskField(masker, name, value, isOf)],
  );
  return maskTexts(fields, Object.fromEntries(masked));
};

/** Whether a question is of users, by its procedure's name (`users.list`, `usage.userStatistics`) or by what it asks for. */
export const isAboutUsers = (path: string, input: unknown): boolean =>
  /(?:^|\.)users?(?:\.|[A-Z]|$)/.test(path) || (isPlain(input) && isOfUsers(input));

/**
 * An answer, as somebody sees it who may not know people by name: masked by what its fields are called and what its rows say they are
 * of (see `personal-fields.ts`), wherever they stand. Streams are masked part by part. Everything else is as it was.
 *
 * @param ofUsers whether the question was of users: rows then need not say so themselves.
 */
export const maskValue = (masker: Masker, value: unknown, ofUsers: boolean): unknown => {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => maskValue(masker, item, ofUsers));
  }
  if (isPlain(value)) return maskFields(masker, value, ofUsers);
  return isStream(value) ? maskStream(masker, value, ofUsers) : value;
};
