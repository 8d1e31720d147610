import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chartPlot } from "./chart-plot.ts";
import { overlayPoints } from "./overlay-points.ts";
import { axisTicks, labelStride } from "./scale.ts";
import { stackLayout } from "./stack-layout.ts";

const PLOT = { left: 48, top: 8, width: 600, height: 200 };
const NEAR = 0.001;

const chart = fc.integer({ min: 1, max: 40 }).chain((bucketCount) =>
  fc.record({
    bucketCount: fc.constant(bucketCount),
    rows: fc.array(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), {
        minLength: bucketCount,
        maxLength: bucketCount,
      }),
      { maxLength: 7 },
    ),
    overlay: fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), { maxLength: bucketCount }),
  }),
);

test("blocks of a bar touch, never overlap, never leave the plot, and are as tall as their values", () => {
  fc.assert(
    fc.property(chart, ({ bucketCount, rows, overlay }) => {
      const series = rows.map((values, index) => ({
        group: `${index}`,
        isRest: false,
        total: 0n,
        values,
      }));
      const layout = stackLayout(series, bucketCount, PLOT, overlay);
      const unit = PLOT.top + PLOT.height - layout.yOf(1_000_000n);
      for (const [index, column] of layout.columns.entries()) {
        let bottom = PLOT.top + PLOT.height;
        for (const block of column.blocks) {
          expect(block.y + block.height).toBeCloseTo(bottom, 6);
          bottom = block.y;
          const value = Number(rows[block.seriesIndex]?.[index] ?? 0n);
          expect(Math.abs(block.height - (value / 1_000_000) * unit)).toBeLessThan(NEAR);
        }
        expect(bottom).toBeGreaterThanOrEqual(PLOT.top - NEAR);
        expect(column.barX).toBeGreaterThanOrEqual(column.columnX);
        expect(column.barX + column.barWidth).toBeLessThanOrEqual(
          column.columnX + column.columnWidth + NEAR,
        );
      }
    }),
  );
});

test("an overlay stays inside the plot and ends with its values", () => {
  fc.assert(
    fc.property(chart, ({ bucketCount, overlay }) => {
      const layout = stackLayout([], bucketCount, PLOT, overlay);
      const points = overlayPoints(overlay, layout)
        .split(" ")
        .filter((text) => text !== "");
      expect(points).toHaveLength(overlay.length);
      for (const text of points) {
        const y = Number(text.split(",")[1]);
        expect(y).toBeGreaterThanOrEqual(PLOT.top - NEAR);
        expect(y).toBeLessThanOrEqual(PLOT.top + PLOT.height + NEAR);
      }
    }),
  );
});

test("an axis starts at zero, is evenly stepped in round whole numbers, and covers the largest value", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 50 }),
      fc.integer({ min: 1, max: 8 }),
      (max, countMax) => {
        const ticks = axisTicks(max, countMax);
        const step = ticks[1] ?? 0;
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeLessThanOrEqual(countMax + 2);
        expect(`${step}`.replaceAll("0", "")).toMatch(/^[125]$/);
        expect(ticks.every((tick, index) => tick === index * step)).toBe(true);
      },
    ),
  );
});

test("labels never need more room than there is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 72, max: 2000 }),
      (count, width) => {
        expect(Math.ceil(count / labelStride(count, width, 72)) * 72).toBeLessThanOrEqual(
          width + 72,
        );
      },
    ),
  );
});

test("a chart without room keeps a plot of one pixel", () => {
  expect(chartPlot(0).width).toBe(1);
  expect(chartPlot(648).width).toBe(600);
});
