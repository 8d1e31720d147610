import type { ReactElement } from "react";
import { sparkPoints } from "./spark-path.ts";

const WIDTH = 120;
const HEIGHT = 28;

/** The shape of a figure over the period; decoration beside the figure itself. */
export const Sparkline = ({ values }: { readonly values: readonly bigint[] }): ReactElement => (
  <svg
    aria-hidden="true"
    className="h-7 w-full"
    preserveAspectRatio="none"
    viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
  >
    <polyline
      className="fill-none stroke-accent"
      points={sparkPoints(values, WIDTH, HEIGHT)}
      strokeLinejoin="round"
      strokeWidth="1.5"
      vectorEffect="non-scaling-stroke"
    />
  </svg>
);
