import { useEffect, type RefObject } from "react";

/** Closes an open `<details>` when the pointer or the focus goes elsewhere, and on Escape, which gives the focus back to its summary. */
export const useDismiss = (ref: RefObject<HTMLDetailsElement | null>): void => {
  useEffect(() => {
    const close = (): void => {
      ref.current?.removeAttribute("open");
    };
    const leave = (event: Event): void => {
      if (event.target instanceof Node && ref.current?.contains(event.target) === false) {
        close();
      }
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && ref.current?.open === true) {
        close();
        ref.current.querySelector("summary")?.focus();
      }
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", press);
    };
  }, [ref]);
};
