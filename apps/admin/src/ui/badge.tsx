import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";

const tones = {
  plain: "bg-sunken text-ink-soft",
  good: "bg-sunken text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
} as const;

export type BadgeTone = keyof typeof tones;

/** A word in a box: a state, never by its colour alone. */
export const Badge = ({
  tone,
  children,
  title,
}: {
  readonly tone: BadgeTone;
  readonly children: ReactNode;
  readonly title?: string;
}): ReactElement => (
  <span
    className={classNames(
      "inline-flex items-center gap-1 rounded-sm px-2 text-xs leading-5 font-medium whitespace-nowrap",
      tones[tone],
    )}
    title={title}
  >
    {children}
  </span>
);
