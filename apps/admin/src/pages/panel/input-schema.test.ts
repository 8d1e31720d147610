import { expect, test } from "vitest";
import { curlOf, sdkCall } from "./call-code.ts";
import { reviveInput, sampleInput } from "./input-schema.ts";

const time = { type: "string", format: "date-time" };

test("times and bigints are made where the schema says so, and nowhere else", () => {
  const schema = {
    properties: {
      at: time,
      list: { type: "array", items: { format: "bigint" } },
      either: { oneOf: [{ const: "previous" }, { properties: { from: time } }] },
      id: { type: "string" },
    },
  };
  expect(
    reviveInput(schema, {
      at: "2026-11-01T00:00:00Z",
      list: ["5", "6n", "x"],
      either: { from: "2026-11-02T00:00:00Z" },
      id: "7",
      unknown: "2026-11-01T00:00:00Z",
    }),
  ).toEqual({
    at: new Date("2026-11-01"),
    list: [5n, 6n, "x"],
    either: { from: new Date("2026-11-02") },
    id: "7",
    unknown: "2026-11-01T00:00:00Z",
  });
  expect(reviveInput({ format: "date-time" }, "soon")).toBe("soon");
});

test("a sample gives what must be given: the last day, the first choice", () => {
  const properties = { startDate: time, endDate: time, kind: { enum: ["a", "b"] }, q: {} };
  const required = ["startDate", "endDate", "kind"];
  expect(sampleInput({ properties, required }, 86_400_000)).toEqual({
    startDate: "1970-01-01T00:00:00.000Z",
    endDate: "1970-01-02T00:00:00.000Z",
    kind: "a",
  });
});

test("the call from elsewhere carries times and bigints as they are, and quotes what a shell would read", () => {
  const call = {
    path: "a.b",
    type: "mutation",
    input: { at: new Date(0), n: 5n, s: "it's" },
  } as const;
  const sdk = sdkCall("http://h", call);
  expect(sdk).toContain(
    'ledger.a.b.mutate({ "at": new Date("1970-01-01T00:00:00.000Z"), "n": 5n, "s": "it\'s" });',
  );
  expect(curlOf("http://h", call)).toContain(`it'\\''s`);
  expect(curlOf("http://h", call)).toContain('"bigint"');
});
