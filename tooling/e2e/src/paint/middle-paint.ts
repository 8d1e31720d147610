import type { PagePaint } from "./page-paint.ts";

/** The middle one of several looks at a page by its largest paint, a look that was told none counting as 0; undefined without a look. */
export const middlePaint = <Paint extends Pick<PagePaint, "largestMs">>(
  paints: readonly Paint[],
): Paint | undefined =>
  paints.toSorted((one, other) => (one.largestMs ?? 0) - (other.largestMs ?? 0))[
    Math.floor(paints.length / 2)
  ];
