import { expect, test } from "vitest";
import { progressLine } from "./progress-line.ts";
import { tableText } from "./table-text.ts";

test("text stands to the left, numbers to the right, in thousands", () => {
  expect(
    tableText(
      ["name", "n"],
      [
        ["a", 1_234n],
        ["longer", 5],
      ],
    ).split("\n"),
  ).toEqual(["name        n", "a       1,234", "longer      5"]);
  expect(tableText(["name"], [])).toBe("name");
});

test("progress is drawn on a terminal alone", () => {
  const drawn: string[] = [];
  const write = (text: string): number => drawn.push(text);
  const plain = progressLine({ write });
  plain.show(0.5, "half");
  plain.end();
  expect(drawn).toEqual([]);
  const bar = progressLine({ isTTY: true, write });
  bar.show(0.5, "half");
  bar.end();
  expect(drawn.join("")).toMatch(/█{12}░{12} half.*\n$/s);
});
