/** What the page remembers of its reader between visits; nothing of the data, nothing secret. */
export type RememberedName = "language" | "theme" | "zone" | "permissions";

/** The part of the browser's storage this needs. */
export type TextStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (name: RememberedName): string => `tokenledger.${name}`;

/** Reads what was remembered; null where nothing was, or where the browser forbids storage (it then throws). */
export const recall = (store: () => TextStore, name: RememberedName): string | null => {
  try {
    return store().getItem(keyOf(name));
  } catch {
    return null;
  }
};

/** Remembers a choice; null forgets it. Where the browser forbids storage the choice lasts until the page is closed. */
export const remember = (
  store: () => TextStore,
  name: RememberedName,
  value: string | null,
): void => {
  try {
    if (value === null) {
      store().removeItem(keyOf(name));
    } else {
      store().setItem(keyOf(name), value);
    }
  } catch {
    // Forbidden or full: the page works without.
  }
};
