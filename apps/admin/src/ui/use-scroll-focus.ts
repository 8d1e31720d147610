import { useLayoutEffect, type RefObject } from "react";

/**
 * Makes a scroller reachable by keyboard exactly while its content is wider than itself: without focus it cannot be scrolled by
 * keyboard (WCAG 2.1.1), and with nothing to scroll it would be a stop for nothing.
 */
export const useScrollFocus = (ref: RefObject<HTMLElement | null>): void => {
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth) {
        element.tabIndex = 0;
      } else {
        element.removeAttribute("tabindex");
      }
    });
    observer.observe(element);
    for (const child of element.children) {
      observer.observe(child);
    }
    return () => {
      observer.disconnect();
    };
  }, [ref]);
};
