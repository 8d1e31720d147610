import { UsageRecord } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mergeAttribution, type Attribution } from "./attribution.ts";
import { AttributionScope } from "./attribution-scope.ts";
import { boundedAttribution } from "./bounded-attribution.ts";

const anyText = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom("", "\u0000", "\ud800", "é".repeat(200), "\u{1f600}".repeat(70)),
);
const anyAttribution = fc.record(
  {
    user: anyText,
    feature: anyText,
    endpoint: anyText,
    session: anyText,
    tags: fc.dictionary(anyText, anyText, { maxKeys: 20 }),
  },
  { requiredKeys: [] },
);
const eventId = "01900000-0000-7000-8000-000000000000";

test("whatever is said, the server takes it", () => {
  fc.assert(
    fc.property(anyAttribution, (attribution) => {
      const sent: unknown = JSON.parse(
        JSON.stringify({ eventId, ...boundedAttribution(attribution) }),
      );
      expect(UsageRecord.safeParse(sent).error?.issues).toBeUndefined();
    }),
  );
});

test("what fits is left as it is", () => {
  const attribution = { user: "ada@example.com", feature: "größe", tags: { a: "1", b: "é" } };
  expect(boundedAttribution(attribution)).toMatchObject(attribution);
});

test("of more than eight tags the first eight are kept, of other values none", () => {
  const tags = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`t${index}`, "v"]));
  expect(Object.keys(boundedAttribution({ tags }).tags ?? {})).toEqual(
    Object.keys(tags).slice(0, 8),
  );
  expect(boundedAttribution({ tags: { a: "" } }).tags).toBeUndefined();
});

test("the inner one wins, field by field; tags are joined; an empty text takes away", () => {
  const outer: Attribution = { user: "u", feature: "f", tags: { a: "1", b: "1" } };
  const inner: Attribution = { feature: "g", user: "", session: undefined, tags: { b: "2" } };
  const merged = boundedAttribution(mergeAttribution(outer, inner));
  expect(merged).toEqual({
    user: undefined,
    feature: "g",
    endpoint: undefined,
    session: undefined,
    tags: { a: "1", b: "2" },
  });
});

test("two scopes at work at the same time do not see each other", async () => {
  const scope = new AttributionScope();
  const seen = await Promise.all(
    ["a", "b"].map((user) =>
      scope.run({ user }, async () => {
        await Promise.resolve();
        return scope.run({ feature: "f" }, async () => {
          await Promise.resolve();
          return scope.attribution;
        });
      }),
    ),
  );
  expect(seen).toMatchObject([
    { user: "a", feature: "f" },
    { user: "b", feature: "f" },
  ]);
  expect(scope.attribution).toEqual({});
  expect(() => scope.run({ user: "a" }, () => JSON.parse("{") as unknown)).toThrow(SyntaxError);
});
