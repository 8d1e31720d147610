/** JSON of an object whose keys nobody has checked. */
export type UncheckedObject = Readonly<Record<string, unknown>>;

/** The text as JSON; undefined where it is none. Never throws: what it reads was written by others. */
export const readJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is UncheckedObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value as an object; null where it is something else. */
export const readObject = (value: unknown): UncheckedObject | null =>
  isObject(value) ? value : null;

/** The value as a text that is not empty; undefined where it is something else. */
export const readText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
