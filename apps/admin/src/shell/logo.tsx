import type { ReactElement } from "react";

/** The sign and the name. */
export const Logo = (): ReactElement => (
  <span className="flex items-center gap-2 text-base font-semibold tracking-tight">
    <svg aria-hidden="true" className="size-6" viewBox="0 0 32 32">
      <rect className="fill-accent" height="32" rx="7" width="32" />
      <path
        className="fill-none stroke-on-accent"
        d="M8 10h16M8 16h11M8 22h6"
        strokeLinecap="round"
        strokeWidth="3"
      />
    </svg>
    Tokenledger
  </span>
);
