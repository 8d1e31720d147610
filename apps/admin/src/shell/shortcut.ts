/** What a key can ask for. */
export const shortcuts = [
  "palette",
  "filter",
  "help",
  "today",
  "month",
  "earlier",
  "later",
  "compare",
  "export",
  "next",
  "previous",
] as const;
export type Shortcut = (typeof shortcuts)[number];

/** The key of each shortcut, as it is written on the page. */
export const shortcutKeys: Record<Shortcut, string> = {
  palette: "Ctrl K",
  filter: "/",
  help: "?",
  today: "T",
  month: "M",
  earlier: "[",
  later: "]",
  compare: "X",
  export: "E",
  next: "J",
  previous: "K",
};

/** The part of a keyboard event that decides. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Whether the key went into a box one types into. */
  readonly isTyping: boolean;
}

/** Whether it opens the palette: Ctrl-K, or Cmd-K, from anywhere. */
const isPalette = (pressed: PressedKey): boolean =>
  (pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && pressed.key.toUpperCase() === "K";

/** The shortcut of a key; null while typing, and with Ctrl, Alt or Cmd, which belong to the browser, but for the palette's. */
export const shortcutOf = (pressed: PressedKey): Shortcut | null => {
  if (isPalette(pressed)) {
    return "palette";
  }
  if (pressed.isTyping || pressed.ctrlKey || pressed.metaKey || pressed.altKey) {
    return null;
  }
  return shortcuts.find((name) => shortcutKeys[name] === pressed.key.toUpperCase()) ?? null;
};
