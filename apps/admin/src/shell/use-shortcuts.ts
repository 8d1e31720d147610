import { useEffect, useEffectEvent } from "react";
import { shortcutOf, type Shortcut } from "./shortcut.ts";

const isTypingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName));

/** Behind an open dialog the page is out of reach; only turning the dialog's own pages goes on. */
const isReachable = (shortcut: Shortcut): boolean =>
  shortcut === "next" || shortcut === "previous" || document.querySelector("dialog[open]") === null;

/** Answers shortcuts while the component is on the page. What it does not name is left to others. */
export const useShortcuts = (actions: Partial<Record<Shortcut, () => void>>): void => {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = shortcutOf({
      key: event.key,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      isTyping: isTypingIn(event.target),
    });
    const action = shortcut === null ? undefined : actions[shortcut];
    if (shortcut !== null && action !== undefined && isReachable(shortcut)) {
      event.preventDefault();
      action();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      press(event);
    };
    document.addEventListener("keydown", listener);
    return () => {
      document.removeEventListener("keydown", listener);
    };
  }, []);
};
