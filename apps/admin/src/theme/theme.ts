import { recall, remember, type TextStore } from "../locale/remembered.ts";

/** `system` follows the browser's `prefers-color-scheme`, also while the page is open; so does `contrast`, with stronger edges. */
export const themes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

/** The remembered theme; `system` for none and for nonsense. */
export const rememberedTheme = (store: () => TextStore): Theme =>
  themes.find((theme) => theme === recall(store, "theme")) ?? "system";

/** Puts a theme on the page and remembers it. `remembered-theme.js` does the same before the first paint. */
export const applyTheme = (
  theme: Theme,
  root: { readonly dataset: DOMStringMap },
  store: () => TextStore,
): void => {
  if (theme === "system") {
    delete root.dataset["theme"];
  } else {
    root.dataset["theme"] = theme;
  }
  remember(store, "theme", theme === "system" ? null : theme);
};
