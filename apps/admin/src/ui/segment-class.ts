import { classNames } from "../ui/class-names.ts";

/** The classes of one choice in a row of choices. */
export const segmentClass = (isOn: boolean): string =>
  classNames(
    "h-7 rounded-sm px-2 text-sm whitespace-nowrap max-sm:px-1.5",
    isOn ? "bg-surface font-medium text-ink shadow-sm" : "text-ink-soft hover:text-ink",
  );
