import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChartOutlookMarks, type ChartOutlook } from "./chart-outlook.tsx";
import { stackLayout } from "./stack-layout.ts";

const plot = { left: 0, top: 0, width: 300, height: 100 };

const drawn = (outlook: ChartOutlook): string => {
  const layout = stackLayout([], 3, plot, [100n]);
  return renderToStaticMarkup(
    <svg>
      <ChartOutlookMarks bucketCount={2} layout={layout} outlook={outlook} plot={plot} />
    </svg>,
  );
};

test("an expected bar is hatched in its own column, after the bars there are, and as high as its value", () => {
  const markup = drawn({
    ahead: [{ value: 50n, short: "28", spoken: "expected 50" }],
    limit: null,
  });
  expect(markup).toMatch(
    /<rect[^>]*fill="url\(#[^)]+\)" height="50" stroke-dasharray="2 2" width="44" x="228" y="50"><title>expected 50/,
  );
  expect(markup).not.toContain("stroke-bad");
});

test("the limit is a line over the whole width at its value; a day without a column is left out", () => {
  const markup = drawn({
    ahead: [
      { value: 1n, short: "28", spoken: "one" },
      { value: 1n, short: "29", spoken: "no room" },
    ],
    limit: { value: 25n, spoken: "25 a day" },
  });
  expect(markup).toContain('x1="0" x2="300" y1="75" y2="75"><title>25 a day');
  expect(markup).not.toContain("no room");
});
