import type { ReactElement } from "react";
import { seriesFills, type SeriesColour } from "./chart-series.ts";

/** The colour of a series beside its name. */
export const Swatch = ({ colour }: { readonly colour: SeriesColour }): ReactElement => (
  <svg aria-hidden="true" className="size-3 shrink-0" viewBox="0 0 12 12">
    <rect className={seriesFills[colour]} height="12" rx="3" width="12" />
  </svg>
);
