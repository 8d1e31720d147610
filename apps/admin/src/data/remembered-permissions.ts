import { recall, remember, type TextStore } from "../locale/remembered.ts";

/**
 * What the member of the last visit was allowed, so that a card behind a permission asks with the first wave instead of after the answer
 * who is there. Nothing rests on it: the server decides every call, and its answer who is there replaces it. Null: nobody knows.
 */
export const recallPermissions = (store: () => TextStore): readonly string[] | null => {
  const text = recall(store, "permissions");
  return text === null ? null : text.split(" ");
};

/** Remembers what the server said; null forgets it, with the end of the session. */
export const rememberPermissions = (
  store: () => TextStore,
  permissions: readonly string[] | null,
): void => {
  remember(store, "permissions", permissions === null ? null : permissions.join(" "));
};
