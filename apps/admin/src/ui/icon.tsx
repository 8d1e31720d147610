import type { ReactElement } from "react";

const paths = {
  overview: "M4 20V10M10 20V4M16 20v-7M22 20H2",
  requests: "M4 6h16M4 12h16M4 18h10",
  keys: "M14 10a4.5 4.5 0 1 0-3.2 3.2L13 15.4V18h2.6v2.6H20v-4.2L14 10ZM8.2 8.2v.01",
  users:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8",
  setup: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0V8ZM12 17v4",
  explore: "M4 20 9 11l4 5 7-12M15 4h5v5",
  models: "M12 3l8 4.5v9L12 21l-8-4.5v-9L12 3ZM4.2 7.6 12 12l7.8-4.4M12 12v8.8",
  prices: "M3 12V4h8l10 10-8 8L3 12ZM7.5 8.5v.01",
  reconcile: "M4 8h14l-4-4M20 16H6l4 4",
  budgets: "M4 17a8 8 0 1 1 16 0M12 17l4-6M4 20h16",
  exports: "M12 4v11M7 10l5 5 5-5M4 20h16",
  audit: "M12 3l8 3v6c0 4.5-3.2 7.8-8 9-4.8-1.2-8-4.5-8-9V6l8-3ZM8.5 12l2.5 2.5 4.5-5",
  settings:
    "M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1",
  alerts: "M18 16V11a6 6 0 1 0-12 0v5l-2 2h16l-2-2ZM10 21h4",
  health: "M2 12h5l3-7 4 14 3-7h5",
  period: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  theme: "M12 3a9 9 0 1 0 0 18V3Z",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  check: "M5 12.5 10 17.5 19.5 7",
  previous: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  pause: "M8 5v14M16 5v14",
  play: "M7 4.5v15l12-7.5z",
  logOut: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
  help: "M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 2M12 17.5v.01M12 21.5a9.5 9.5 0 1 0 0-19 9.5 9.5 0 0 0 0 19Z",
  warning: "M12 4 2.5 20h19L12 4ZM12 10v4.5M12 17.2v.01",
  plus: "M12 5v14M5 12h14",
} as const;

export type IconName = keyof typeof paths;

/** A line drawing of 16 px in the text's colour. Decoration only: the text beside it, or the button's label, says what it means. */
export const Icon = ({ name }: { readonly name: IconName }): ReactElement => (
  <svg
    aria-hidden="true"
    className="size-4 shrink-0"
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    strokeWidth="2"
    viewBox="0 0 24 24"
  >
    <path d={paths[name]} />
  </svg>
);
