import { useRef, type ReactElement, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { useScrollFocus } from "./use-scroll-focus.ts";

interface ScrollBoxProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Scrolls sideways what is wider than its place; by keyboard too. */
export const ScrollBox = ({ label, children, className }: ScrollBoxProps): ReactElement => {
  const ref = useRef<HTMLElement>(null);
  useScrollFocus(ref);
  return (
    <section
      aria-label={label}
      className={classNames("relative overflow-x-auto", className)}
      ref={ref}
    >
      {children}
    </section>
  );
};
