import { expect, test } from "vitest";
import { shortcutKeys, shortcutOf, shortcuts } from "./shortcut.ts";

const press = (key: string, more = {}): string | null =>
  shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, isTyping: false, ...more });

test("every shortcut has a key of its own, in either case", () => {
  for (const shortcut of shortcuts.filter((name) => name !== "palette")) {
    expect(press(shortcutKeys[shortcut])).toBe(shortcut);
    expect(press(shortcutKeys[shortcut].toLowerCase())).toBe(shortcut);
  }
  expect(new Set(Object.values(shortcutKeys)).size).toBe(shortcuts.length);
});

test("typing and the browser's own keys stay untouched", () => {
  for (const more of [{ isTyping: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    expect(press("x", more)).toBeNull();
  }
  expect(press("q")).toBeNull();
});

test("the palette opens by Ctrl-K and Cmd-K, while typing too", () => {
  expect(press("k", { ctrlKey: true, isTyping: true })).toBe("palette");
  expect(press("K", { metaKey: true })).toBe("palette");
  expect(press("k", { ctrlKey: true, altKey: true })).toBeNull();
});
