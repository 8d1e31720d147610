import { isPersonalField } from "./personal-fields.ts";
import type { PseudonymBook } from "./pseudonym-book.ts";

const DEPTH_MAX = 4;

const namedValue = (book: PseudonymBook, value: unknown): unknown => {
  if (typeof value === "string") return book.nameOf(value);
  return Array.isArray(value)
    ? value.map((item: unknown) => (typeof item === "string" ? book.nameOf(item) : item))
    : value;
};

const namedFields = (book: PseudonymBook, input: object, depth: number): object => {
  const entries: [string, unknown][] = Object.entries(input);
  const named = entries.map(([name, value]): [string, unknown] => [
    name,
    isPersonalField(name) ? namedValue(book, value) : namedInput(book, value, depth + 1),
  ]);
  return Object.fromEntries(named);
};

/** Input with the names of users where their pseudonyms stood, in the fields that take names. Anything else as it was. */
export const namedInput = (book: PseudonymBook, input: unknown, depth = 0): unknown =>
  typeof input === "object" &&
  input !== null &&
  Object.getPrototypeOf(input) === Object.prototype &&
  depth < DEPTH_MAX
    ? namedFields(book, input, depth)
    : input;
