import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readAnthropicPriceBook } from "../prices/anthropic-price-book.ts";
import {
  cellClasses,
  compareReports,
  KeyGroups,
  NO_FIGURES,
  type CapturedUsage,
  type Comparison,
  type Figures,
  type ReportedUsage,
} from "./index.ts";

const book = readAnthropicPriceBook();
const HOUR_MS = 3_600_000;

const figures = fc
  .tuple(fc.bigInt(0n, 900n), fc.bigInt(0n, 900n), fc.bigInt(0n, 900n))
  .map(([input, output, cacheRead]): Figures =>
    Object.assign({}, NO_FIGURES, { input, output, cacheRead }),
  );

const terms = fc.record({
  startMs: fc.integer({ min: 0, max: 3 }).map((hour) => hour * HOUR_MS),
  model: fc.constantFrom(null, "claude-haiku-4-5", "claude-haiku-4-5-20251001", "unheard-of"),
  serviceTier: fc.constantFrom("", "standard", "batch"),
  speed: fc.constantFrom("", "fast"),
  inferenceGeo: fc.constantFrom("", "not_available", "us"),
});

const reported: fc.Arbitrary<ReportedUsage> = fc
  .record({ apiKeyId: fc.constantFrom(null, "a", "b"), figures })
  .chain((own) => terms.map((shared) => Object.assign({}, shared, own)));

const captured: fc.Arbitrary<CapturedUsage> = fc
  .record({
    accessKeyId: fc.constantFrom("1", "2", "3"),
    figures,
    mark: fc.constantFrom("none", "provisional", "refused", "unpriced"),
  })
  .chain(({ mark, ...own }) =>
    terms.map((shared) => {
      const where = (name: string): Figures => (mark === name ? own.figures : NO_FIGURES);
      const marks = {
        provisional: where("provisional"),
        refused: where("refused"),
        unpriced: where("unpriced"),
        costPicoUsd: 0n,
        refusedPicoUsd: 0n,
      };
      return Object.assign({}, shared, own, marks);
    }),
  );

/** Kinds that stand beside the difference in tokens. */
const beside = new Set(["tier_geo_speed", "unpriced"]);

const differences = ({ cells, gaps }: Comparison): ReadonlyMap<string, bigint> => {
  const rest = new Map<string, bigint>();
  const add = (key: readonly unknown[], by: bigint): void => {
    const name = JSON.stringify(key);
    rest.set(name, (rest.get(name) ?? 0n) + by);
  };
  for (const cell of cells) {
    const { startMs, groupId, model, cellClass } = cell;
    add([startMs, groupId, model, cellClass], cell.reported - cell.captured);
  }
  for (const gap of gaps) {
    const { startMs, groupId, model, cellClass, kind } = gap;
    if (!beside.has(kind)) add([startMs, groupId, model, cellClass], -gap.quantity);
  }
  return rest;
};

test("whatever both sides say, the gaps of each cell and class add up to what they differ by, and no share is above the whole", () => {
  fc.assert(
    fc.property(
      fc.array(reported, { maxLength: 12 }),
      fc.array(captured, { maxLength: 12 }),
      fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
      fc.boolean(),
      (usage, own, refreshedHours, isLinked) => {
        const links = [
          { apiKeyId: "a", accessKeyId: "1", workspaceId: null },
          { apiKeyId: "b", accessKeyId: "2", workspaceId: null },
        ];
        const comparison = compareReports({
          usage,
          cost: [],
          captured: own,
          groups: new KeyGroups(isLinked ? links : []),
          book,
          bucketMs: HOUR_MS,
          refreshedUntil: refreshedHours === null ? null : new Date(refreshedHours * HOUR_MS),
        });
        expect([...differences(comparison).values()].filter((rest) => rest !== 0n)).toEqual([]);
        for (const cell of comparison.cells) {
          const { reported: theirs, captured: ours, matched } = cell;
          expect(cellClasses).toContain(cell.cellClass);
          expect(matched <= (theirs > ours ? theirs : ours)).toBe(true);
        }
      },
    ),
  );
});

test("keys that links connect are one group, in whatever order the links come", () => {
  const links = [
    { apiKeyId: "x", accessKeyId: "1", workspaceId: null },
    { apiKeyId: "y", accessKeyId: "2", workspaceId: null },
    { apiKeyId: "x", accessKeyId: "2", workspaceId: null },
  ];
  for (const order of [links, links.toReversed()]) {
    const groups = new KeyGroups(order);
    const id = groups.ofApiKey("y");
    expect(groups.ofAccessKey("1")).toBe(id);
    expect(groups.describe(id)).toEqual({ id, apiKeyIds: ["x", "y"], accessKeyIds: ["1", "2"] });
    expect(groups.describe(groups.ofApiKey("z"))).toMatchObject({ apiKeyIds: ["z"] });
    expect(groups.describe(groups.ofApiKey(null))).toMatchObject({
      apiKeyIds: [],
      accessKeyIds: [],
    });
  }
});
