/** What a key can ask for. */
export const shortcuts = [
  "filter",
  "help",
  "today",
  "month",
  "earlier",
  "later",
  "compare",
  "next",
  "previous",
] as const;
export type Shortcut = (typeof shortcuts)[number];

/** The key of each shortcut, as it is written on the page. */
export const shortcutKeys: Record<Shortcut, string> = {
  filter: "/",
  help: "?",
  today: "T",
  month: "M",
  earlier: "[",
  later: "]",
  compare: "X",
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

/** The shortcut of a key; null while typing, and with Ctrl, Alt or Cmd, which belong to the browser. */
export const shortcutOf = (pressed: PressedKey): Shortcut | null => {
  if (pressed.isTyping || pressed.ctrlKey || pressed.metaKey || pressed.altKey) {
    return null;
  }
  return shortcuts.find((name) => shortcutKeys[name] === pressed.key.toUpperCase()) ?? null;
};
