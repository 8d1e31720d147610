import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryFolder } from "./run-tool.ts";

const read = (path: string): string => readFileSync(`${repositoryFolder}${path}`, "utf8");
const NAMED = /`([^`]+\.test\.tsx?)`: "([^"]+)"/g;

const sourcesBelow = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(`${repositoryFolder}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name) && !name.includes(".test."))
    .map((name) => `${folder}${name}`);

test("every test that docs/threats.md names exists under its title", () => {
  const named = Array.from(
    read("docs/threats.md").matchAll(NAMED),
    ([, file = "", title = ""]) => ({
      file,
      title,
    }),
  );
  expect(named.length).toBeGreaterThan(45);
  const missing = named.filter(
    ({ file, title }) =>
      !existsSync(`${repositoryFolder}${file}`) || !read(file).includes(`"${title}"`),
  );
  expect(missing).toEqual([]);
});

test("no component writes HTML by itself", () => {
  const files = sourcesBelow("apps/admin/src/", /\.tsx?$/).filter(
    (file) => !file.includes("/testing/"),
  );
  expect(files.length).toBeGreaterThan(100);
  const writing =
    /dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write/;
  expect(files.filter((file) => writing.test(read(file)))).toEqual([]);
});

test("no statement is put together from text", () => {
  const files = sourcesBelow("packages/ledger/src/", /\.ts$/).filter(
    (file) => !file.includes("/testing/"),
  );
  expect(files.length).toBeGreaterThan(80);
  const inText = /[`"'](?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP) /;
  expect(files.filter((file) => inText.test(read(file)))).toEqual([]);
});
