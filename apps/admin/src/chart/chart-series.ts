import type { Series } from "./series.ts";

/** A series with what the reader sees of it. */
export interface ChartSeries extends Series {
  readonly name: string;
  /** `series-0` to `series-5`, or `series-rest`. */
  readonly colour: SeriesColour;
}

/** The fill classes of the theme, written out: a style sheet made from the sources only holds names that stand in them. */
export const seriesFills = {
  "0": "fill-series-0",
  "1": "fill-series-1",
  "2": "fill-series-2",
  "3": "fill-series-3",
  "4": "fill-series-4",
  "5": "fill-series-5",
  rest: "fill-series-rest",
} as const;
export type SeriesColour = keyof typeof seriesFills;

const colours = ["0", "1", "2", "3", "4", "5"] as const satisfies readonly SeriesColour[];

/** The colour of a slot; grey for a slot there is none of. */
export const colourOfSlot = (slot: number): SeriesColour => colours[slot] ?? "rest";
