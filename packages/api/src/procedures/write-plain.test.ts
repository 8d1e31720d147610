import * as fc from "fast-check";
import { deserialize, parse, serialize } from "superjson";
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
const answerNamed = (...characters: readonly string[]): fc.Arbitrary<object> => {
  const name = fc.oneof(
    fc.string({ unit: fc.constantFrom(...characters) }),
    fc.constantFrom("rows", "inputTokens"),
  );
  return fc.letrec<{ value: unknown; answer: object }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, tie("answer")),
    answer: fc.oneof(
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).answer;
};

test("what is plain is written as superjson writes it, and read by it as it was", () => {
  fc.assert(
    fc.property(answerNamed("a", ".", "\\", "0", " "), (value) => {
      const written = writePlain(value);
      if (written === null) throw new Error("It is plain");
      const theirs = serialize(value);
      expect(written.json).toEqual(theirs.json);
      expect(written.meta?.values).toEqual(theirs.meta?.values);
      expect(deserialize(written)).toStrictEqual(value);
    }),
    { numRuns: 500 },
  );
});

// Names that JSON escapes are left out: the JSON.parse of Node 24 and 26 misreads some (nodejs/node#63785).
test("what is written stays the same as JSON text", () => {
  fc.assert(
    fc.property(answerNamed("a", ".", "0", " "), (value) => {
      expect(parse(JSON.stringify(writePlain(value)))).toStrictEqual(value);
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
