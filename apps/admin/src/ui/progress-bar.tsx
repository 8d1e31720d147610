import type { ReactElement } from "react";

interface ProgressBarProps {
  /** Spoken: what goes on. */
  readonly label: string;
  readonly done: number;
  /** Null while it is not known: the bar then only says that something goes on. */
  readonly total: number | null;
}

/** How far something is. */
export const ProgressBar = ({ label, done, total }: ProgressBarProps): ReactElement => (
  <progress
    aria-label={label}
    className="block h-2 w-full accent-accent"
    {...(total === null ? {} : { max: Math.max(total, 1), value: Math.min(done, total) })}
  />
);
