import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";
import { commandsNotRun } from "./commands-not-run.ts";
import { blocksOf, documentBlocks } from "./documents.ts";
import { startReader, type Reader } from "./reader.ts";
import { commandsOf, scriptOf, shellBlocks } from "./shell-lines.ts";
import { typeFaults } from "./typed-blocks.ts";

const blocks = documentBlocks();
const scripts = shellBlocks(blocks)
  .map((block) => ({ place: block.place, script: scriptOf(block) }))
  .filter(({ script }) => script !== "");
const typed = blocks.filter(({ language }) => ["ts", "typescript"].includes(language));

/** A start that builds the page, or a block of several imports, on a machine that has much else to do. */
const PATIENCE_MS = 400_000;

let reader: Reader;
beforeAll(async () => {
  reader = await startReader();
}, PATIENCE_MS);
afterAll(async () => {
  await reader[Symbol.asyncDispose]();
}, PATIENCE_MS);

test("a block is found with its place and language, and its commands are whole and without remarks", () => {
  const [block, ...others] = blocksOf(
    "a.md",
    "One\n\n```sh\none \\\n  two   # why\n# no\n```\n\n```\nx\n```\n",
  );
  expect(block).toMatchObject({ place: "a.md:4", language: "sh" });
  expect(block === undefined ? [] : commandsOf(block)).toEqual(["one two"]);
  expect(others).toMatchObject([{ language: "", text: "x\n" }]);
});

test("no block of commands goes without its language", () => {
  const commands = /^(?:\$ )?(?:tokenledger|npm|npx|node|docker|helm|curl|psql) /m;
  const unnamed = blocks.filter(
    ({ language, text }) => ["", "text"].includes(language) && commands.test(text),
  );
  expect(unnamed.map(({ place }) => place)).toEqual([]);
});

test("what is not run says why, is in some document, and what stands for it is there", () => {
  const { scripts: ours } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(`${repositoryFolder}package.json`, "utf8")));
  const all = shellBlocks(blocks).flatMap(commandsOf);
  for (const { begins, why } of commandsNotRun) {
    expect([begins, all.some((command) => `${command} `.startsWith(begins))]).toEqual([
      begins,
      true,
    ]);
    const [, script] = /^npm run ([\w-]+)$/.exec(begins) ?? [];
    expect(script === undefined || Object.hasOwn(ours, script)).toBe(true);
    const paths = why.match(/(?:tooling|packages|\.ci)\/[\w./-]*\w/g) ?? [];
    expect(paths.filter((path) => !existsSync(repositoryFolder + path))).toEqual([]);
  }
});

test("every block of TypeScript has the packages' types, and one that had not would be found", async () => {
  expect(typed.length).toBeGreaterThan(5);
  const wrong = { place: "wrong.md:1", language: "ts", text: "ledger.recrod({});\n" };
  const faults = await typeFaults([...typed, wrong]);
  expect(faults).toMatch(/^wrong\.md:1 line 1.*recrod.*\n$/);
});

test.each(scripts)(
  "what $place says can be typed",
  { timeout: PATIENCE_MS },
  async ({ script }) => {
    const { output } = await reader.types(script);
    expect(output).toMatch(/^0\n/);
  },
);
