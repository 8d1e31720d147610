/** Texts that JSON writes as they are, between quotes: the usual keys and labels. Testing is cheaper than JSON.stringify. */
const PLAIN = /^[\w .:/@-]*$/;

const textOf = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const isSorted = (keys: readonly string[]): boolean => {
  let last = "";
  for (const key of keys) {
    if (key < last) return false;
    last = key;
  }
  return true;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const objectText = (value: Readonly<Record<string, unknown>>): string => {
  const keys = Object.keys(value);
  if (!isSorted(keys)) keys.sort();
  let text = "";
  for (const key of keys) {
    const item = value[key];
    if (item !== undefined) {
      text += `${text === "" ? "" : ","}${textOf(key)}:${canonicalJson(item)}`;
    }
  }
  return `{${text}}`;
};

/**
 * JSON with keys sorted by UTF-16 code units and no spaces (RFC 8785): equal values give equal texts, whatever order their keys came in.
 * Expects JSON of bounded depth; properties that are undefined count as absent.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === "string") return textOf(value);
  // JSON writes a finite number as JavaScript does. Half of a usage object is numbers.
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (!isObject(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  return objectText(value);
};
