import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BatchFiles } from "./batch-files.ts";

const BATCH = {
  createTimeMs: Date.UTC(2026, 10, 20),
  attribution: { user: "u", tags: { team: "a" } },
  users: new Map([["first", "u_1"]]),
};

let folder: string;
const file = (name: string): string => path.join(folder, "batches", name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sdk-batches-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("what one process has written another reads at once", async () => {
  const files = new BatchFiles(folder);
  files.write("msgbatch_1", BATCH);
  await expect(new BatchFiles(folder).read("msgbatch_1")).resolves.toMatchObject(BATCH);
  await expect(new BatchFiles(folder).read("msgbatch_2")).resolves.toBeNull();
});

test("an id that is no file name is not remembered, nor looked for", async () => {
  const files = new BatchFiles(folder);
  files.write("../outside", BATCH);
  expect(existsSync(path.join(folder, "outside.json"))).toBe(false);
  await expect(files.read("../outside")).resolves.toBeNull();
});

test("files of batches that nobody can read any more are swept", async () => {
  mkdirSync(path.join(folder, "batches"));
  writeFileSync(file("old.json"), "{}");
  const longAgo = new Date(Date.now() - 36 * 86_400_000);
  utimesSync(file("old.json"), longAgo, longAgo);
  const files = new BatchFiles(folder);
  files.write("msgbatch_1", BATCH);
  files.write("msgbatch_2", BATCH);
  await files.swept;
  expect(readdirSync(path.join(folder, "batches"))).toEqual(["msgbatch_1.json", "msgbatch_2.json"]);
});

test("a file that goes while they are swept ends the sweep of no other", async () => {
  mkdirSync(path.join(folder, "batches"));
  symlinkSync("gone", file("a-gone.json"));
  writeFileSync(file("old.json"), "{}");
  const longAgo = new Date(Date.now() - 36 * 86_400_000);
  utimesSync(file("old.json"), longAgo, longAgo);
  const files = new BatchFiles(folder);
  files.write("msgbatch_1", BATCH);
  await files.swept;
  expect(existsSync(file("old.json"))).toBe(false);
});

test("a disk that refuses, or a file that is damaged, costs the memory of it alone", async () => {
  writeFileSync(path.join(folder, "batches"), "in the way");
  const files = new BatchFiles(folder);
  files.write("msgbatch_1", BATCH);
  await expect(files.read("msgbatch_1")).resolves.toBeNull();
  rmSync(path.join(folder, "batches"));
  mkdirSync(path.join(folder, "batches"));
  writeFileSync(file("msgbatch_1.json"), '{"createTimeMs":"no"}');
  await expect(files.read("msgbatch_1")).resolves.toBeNull();
  writeFileSync(
    file("msgbatch_1.json"),
    '{"createTimeMs":1,"users":{"a":7},"attribution":{"user":7}}',
  );
  await expect(files.read("msgbatch_1")).resolves.toMatchObject({
    createTimeMs: 1,
    users: new Map(),
  });
});
