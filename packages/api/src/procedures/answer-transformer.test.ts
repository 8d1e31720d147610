import { deserialize, serialize } from "superjson";
import { expect, test } from "vitest";
import { answerTransformer } from "./answer-transformer.ts";

const told = (value: unknown): unknown => deserialize(answerTransformer.serialize(value));

test("a name that superjson refuses, however deep, is told with an underscore, and all else as it is", () => {
  const time = new Date(0);
  const tags: unknown = JSON.parse('{"constructor":"a","__proto__":{"prototype":1},"team":"b"}');
  expect(told({ rows: [{ tags, time, tokens: 2n ** 60n, none: undefined }] })).toEqual({
    rows: [
      {
        tags: { constructor_: "a", __proto___: { prototype_: 1 }, team: "b" },
        time,
        tokens: 2n ** 60n,
        none: undefined,
      },
    ],
  });
});

test("any other answer is superjson's own", () => {
  const answer = { rows: [{ constructed: new Date(5), sum: 3n }], next: null };
  expect(answerTransformer.serialize(answer)).toEqual(serialize(answer));
});
