import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTestOf } from "./named-tests.ts";

const root = new URL("../../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

const NAMED = /`([^`]+\.test\.ts)`: "([^"]+)"/g;

/** File and title of every test that the matrix names. */
const namedTests = (): readonly (readonly [file: string, title: string])[] =>
  [...textOf("docs/failure-matrix.md").matchAll(NAMED)].map(([, file = "", title = ""]) => [
    file,
    title,
  ]);

test("every test that the failure matrix names exists under its title", () => {
  const named = namedTests();
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter(
    ([file, title]) => !existsSync(new URL(file, root)) || !isTestOf(textOf(file), title),
  );
  expect(missing).toEqual([]);
});

test("between the stream and the ledger nobody asks the clock of its own process", () => {
  const folders = ["packages/buffer/src/", "packages/ledger/src/commit/", "apps/flusher/src/"];
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.includes("test"))
      .map((name) => folder + name),
  );
  expect(files.length).toBeGreaterThan(60);
  expect(files.filter((file) => /Date\.now\(\)|new Date\(\)/.test(textOf(file)))).toEqual([]);
});

test("no script of the buffer trims the stream", () => {
  const folder = "packages/buffer/src/lua/";
  const scripts = readdirSync(new URL(folder, root));
  expect(scripts.length).toBeGreaterThan(4);
  const trimming = scripts.filter((name) =>
    /'(?:XTRIM|MAXLEN|MINID)'/i.test(textOf(folder + name)),
  );
  expect(trimming).toEqual([]);
});
