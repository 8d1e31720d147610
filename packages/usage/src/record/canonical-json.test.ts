import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { reordered } from "../testing/reordered.ts";

test("the order of keys makes no difference", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
    }),
  );
});

test("it is JSON of the same value, so different values give different texts", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("keys sort by UTF-16 code units, at every depth", () => {
  const value = { b: [{ z: 1, é: 2, A: 3 }], "😀": null, "\uff61": true, a: 'x"y' };
  expect(canonicalJson(value)).toBe(
    '{"a":"x\\"y","b":[{"A":3,"z":1,"é":2}],"😀":null,"\uff61":true}',
  );
});

test("a property that is undefined counts as absent", () => {
  expect(canonicalJson({ b: undefined, a: 1, c: undefined })).toBe('{"a":1}');
});

test("a key named __proto__ is a key like any other", () => {
  const value: unknown = JSON.parse('{"b":1,"__proto__":{"c":2}}');
  expect(canonicalJson(value)).toBe('{"__proto__":{"c":2},"b":1}');
});
