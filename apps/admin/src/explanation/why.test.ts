import { expect, test } from "vitest";
import { parseWhy, whyFilter, whyOf } from "./why.ts";

test.each(["model", "key", "user", "feature"] as const)(
  "a row of %s comes back from the address as it went",
  (name) => {
    const why = { name, value: "a:b c" };
    expect(parseWhy(whyOf(why))).toEqual(why);
  },
);

test.each(["all", "nonsense", "model:", "planet:x", ""])(
  "%s is everything the page shows",
  (text) => {
    expect(parseWhy(text)).toBeNull();
  },
);

test("a row narrows the page's question and leaves its other filters", () => {
  const filter = {
    startDate: new Date(0),
    endDate: new Date(1),
    users: ["ada"],
    models: ["x", "y"],
  };
  expect(whyFilter(filter, { name: "model", value: "x" })).toEqual({ ...filter, models: ["x"] });
  expect(whyFilter(filter, null)).toEqual(filter);
});
