import { useRef, type ReactElement, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { useScrollFocus } from "./use-scroll-focus.ts";

interface ScrollBoxProps {
  readonly children: ReactNode;
  readonly className?: string;
}

/** Scrolls sideways what is wider than its place; by keyboard too. */
export const ScrollBox = ({ children, className }: ScrollBoxProps): ReactElement => {
  const ref = useRef<HTMLDivElement>(null);
  useScrollFocus(ref);
  return (
    <div className={classNames("relative overflow-x-auto", className)} ref={ref}>
      {children}
    </div>
  );
};
