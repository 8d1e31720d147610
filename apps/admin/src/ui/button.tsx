import type { ComponentProps, ReactElement } from "react";
import { classNames } from "./class-names.ts";

const looks = {
  primary: "border-accent bg-accent text-on-accent hover:opacity-90",
  quiet: "border-line bg-surface text-ink hover:bg-sunken",
  bare: "border-transparent text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border-bad bg-surface text-bad hover:bg-bad-soft",
} as const;

export type ButtonLook = keyof typeof looks;

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook, isSquare = false): string =>
  classNames(
    "inline-flex h-8 items-center justify-center gap-2 rounded-md border text-sm font-medium whitespace-nowrap",
    "transition-colors disabled:opacity-50",
    isSquare ? "w-8" : "px-3",
    looks[look],
  );

/** The classes of a link in the head of a card: its words end where the card's content does. */
export const headLinkClass = classNames(buttonClass("bare"), "-mr-3");

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: ButtonLook;
  /** For an icon alone; it then needs an `aria-label`. */
  readonly isSquare?: boolean;
}

/** A button; submits nothing unless its `type` says so. */
export const Button = ({
  look = "quiet",
  isSquare = false,
  className,
  type = "button",
  ...rest
}: ButtonProps): ReactElement => (
  <button className={classNames(buttonClass(look, isSquare), className)} type={type} {...rest} />
);
