import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { patternsOf, repeatsRepetition } from "./repeated-repetitions.ts";
import { repositoryFolder } from "./run-tool.ts";
import { isTestOf } from "./named-tests.ts";

const read = (path: string): string => readFileSync(`${repositoryFolder}${path}`, "utf8");
const NAMED = /`([^`]+\.(?:test|e2e)\.tsx?)`: "([^"]+)"/g;

const sourcesBelow = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(`${repositoryFolder}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name) && !/\.test\.|node_modules/.test(name))
    .map((name) => `${folder}${name}`);

interface Row {
  readonly threat: string;
  readonly named: readonly { readonly file: string; readonly title: string }[];
}

/** The table, row by row, without its head. */
const rows: readonly Row[] = read("docs/threats.md")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1)
  .map((line) => ({
    threat: line.split(" | ")[0]?.slice(2) ?? "",
    named: Array.from(line.matchAll(NAMED), ([, file = "", title = ""]) => ({ file, title })),
  }));

/** What the threat analysis this system was designed from lists, and what was added since. Reviewed: a row that goes is taken out here too. */
const THREATS = [
  "Theft of an access key",
  "One tenant sees or pre-empts another",
  "A new procedure without a rule",
  "Theft of a session",
  "A forged or borrowed login of a provider (OIDC)",
  "Guessing of passwords",
  "Calls forged by another site",
  "Scripts in the page",
  "A webhook into the network",
  "Formulas in exported tables",
  "SQL through filters and cursors",
  "Pollution of prototypes",
  "Exhaustion: bodies, batches, ranges, patterns, slow senders",
  "Enumeration of keys and logins",
  "Secrets and prompts in logs",
  "Names of people before who need not know them",
  "The panel in production",
  "A process that was taken over",
  "Guessable secrets",
  "A rewritten audit log",
  "A dependency gone bad",
  "A captured call sent again",
];

test("the table has every threat of the analysis, and each names a test that shows what follows", () => {
  expect(rows.map(({ threat }) => threat)).toEqual(THREATS);
  expect(rows.filter(({ named }) => named.length === 0)).toEqual([]);
});

test("every test that docs/threats.md names is there under its title, and is run", () => {
  const named = rows.flatMap((row) => row.named);
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter(
    ({ file, title }) => !existsSync(`${repositoryFolder}${file}`) || !isTestOf(read(file), title),
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

test.each([
  ["^(a+)+$", true],
  ["(?:[a-z]*,)*", true],
  ["((a{2,})b)+", true],
  ["\\(a+\\)+[(+)]*", false],
  ["^(?:[^/]+/)?x{1,3}(?:\\d+)?$", false],
])("the pattern %s repeats a repetition: %s", (pattern, expected) => {
  expect(repeatsRepetition(pattern)).toBe(expected);
});

test("no pattern that reads what others send repeats a repetition", () => {
  const files = ["apps/", "packages/"].flatMap((folder) => sourcesBelow(folder, /\.tsx?$/));
  const patterns = files.flatMap((file) =>
    patternsOf(read(file)).map((pattern) => ({ file, pattern })),
  );
  expect(patterns.length).toBeGreaterThan(150);
  expect(patterns.filter(({ pattern }) => repeatsRepetition(pattern))).toEqual([]);
});
