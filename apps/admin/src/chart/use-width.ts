import { useLayoutEffect, useState, type RefObject } from "react";

/** The width of an element in whole pixels, followed as it changes; 0 before the first measurement. */
export const useWidth = (ref: RefObject<Element | null>): number => {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) {
      return undefined;
    }
    const measure = (): void => {
      setWidth(Math.floor(element.getBoundingClientRect().width));
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return width;
};
