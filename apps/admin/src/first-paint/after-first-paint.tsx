import { startTransition, useEffect, useState, type ReactNode } from "react";
import { firstPaintToCome } from "./first-paint.ts";

/** What lies below the first sight of a page: drawn once that is on the screen, and at once on every later page. */
export const AfterFirstPaint = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [isDue, setIsDue] = useState(() => firstPaintToCome() === null);
  useEffect(() => {
    if (isDue) return;
    const draw = async (): Promise<void> => {
      await firstPaintToCome();
      startTransition(() => {
        setIsDue(true);
      });
    };
    void draw();
  }, [isDue]);
  return isDue ? children : <div aria-busy hidden />;
};
