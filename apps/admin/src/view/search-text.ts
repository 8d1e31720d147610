/** What an address can carry: texts, and lists of texts as a repeated key. */
export type SearchValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * Reads the part of an address after `?`. A repeated key gives a list. Texts stay texts: a user named `123` or `true` is not turned into
 * a number or a boolean, as the router's own JSON reading would.
 */
export const parseSearchText = (text: string): SearchValues => {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries(
    Array.from(new Set(parameters.keys()), (name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
};

/** Writes values as an address carries them, `?` included; nothing at all for no values. Undefined and empty lists are left out; commas and dots stay readable. */
export const searchText = (values: Readonly<Record<string, unknown>>): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "string") {
        parameters.append(name, one);
      }
    }
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
};
