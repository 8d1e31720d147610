import * as fc from "fast-check";
import { parse, serialize } from "superjson";
import { expect, test } from "vitest";
import { writePlain } from "./write-plain.ts";

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.bigInt(),
  fc.date({ noInvalidDate: true }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
);
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", ".", "\\", "0", " ") }),
  fc.constantFrom("rows", "inputTokens"),
);
const { answer } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, tie("answer")),
  answer: fc.oneof(
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("what is plain is written as superjson writes it, and read by it as it was", () => {
  fc.assert(
    fc.property(answer, (value) => {
      const written = writePlain(value);
      const theirs = serialize(value);
      expect(written?.json).toEqual(theirs.json);
      expect(written?.meta?.values).toEqual(theirs.meta?.values);
      expect(parse(JSON.stringify(written))).toStrictEqual(value);
    }),
    { numRuns: 500 },
  );
});

test("what is not plain is left to superjson", () => {
  const round: Record<string, unknown> = {};
  round["self"] = round;
  const others = [new Map(), new Set(), new URL("http://a"), new Date(Number.NaN), Number.NaN, -0];
  const more = [Infinity, Symbol("a"), () => 1, new Error("a"), Buffer.from("a"), round];
  for (const other of [...others, ...more]) expect(writePlain({ rows: [other] })).toBeNull();
  const polluting: unknown = JSON.parse('{"rows":[{"__proto__":1}]}');
  expect(writePlain(polluting)).toBeNull();
  for (const bare of ["a", 1, null, undefined, 1n, new Date(0)])
    expect(writePlain(bare)).toBeNull();
});
