import type { ReactElement, ReactNode } from "react";

interface NoticeProps {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
  /** Announced at once; for what went wrong. */
  readonly isAlert?: boolean;
}

/** What stands in place of figures: why there are none, and one thing to do. */
export const Notice = ({ title, hint, children, isAlert = false }: NoticeProps): ReactElement => (
  <div
    className="flex flex-col items-center gap-2 px-4 py-8 text-center"
    role={isAlert ? "alert" : "status"}
  >
    <p className="font-medium">{title}</p>
    {hint === undefined ? null : <p className="max-w-prose text-sm text-ink-soft">{hint}</p>}
    {children}
  </div>
);
