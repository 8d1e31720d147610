import { expect, test } from "vitest";
import { classNames } from "./class-names.ts";

test("only names that apply are joined", () => {
  expect(classNames("a", false, null, undefined, "", "b")).toBe("a b");
});
