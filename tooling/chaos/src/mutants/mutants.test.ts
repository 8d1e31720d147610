import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { applyChange, readDiff } from "./apply-diff.ts";
import { diffOf, mutants } from "./mutants.ts";

const ROOT = new URL("../../../../", import.meta.url);

test.each(mutants.filter(({ diffFile }) => diffFile !== undefined))(
  "$name: its mistake fits the code as it stands",
  (mutant) => {
    const changes = readDiff(diffOf(mutant));
    expect(changes).not.toEqual([]);
    for (const change of changes) {
      const text = readFileSync(new URL(change.file, ROOT), "utf8");
      expect(applyChange(text, change)).not.toBe(text);
    }
  },
);

const DIFF = `# why
--- a/a/b.ts
+++ b/a/b.ts
@@
 one
-two
+zwei
 three
`;

test("a hunk changes the one place that reads like it", () => {
  const [change = { file: "", hunks: [] }] = readDiff(DIFF);
  expect(change.file).toBe("a/b.ts");
  expect(applyChange("zero\none\ntwo\nthree\n", change)).toBe("zero\none\nzwei\nthree\n");
});

test.each(["one\ntwo\n", "one\ntwo\nthree\none\ntwo\nthree\n"])(
  "a hunk that fits nowhere, or twice, is refused",
  (text) => {
    const [change = { file: "", hunks: [] }] = readDiff(DIFF);
    expect(() => applyChange(text, change)).toThrow("places for the hunk");
  },
);
