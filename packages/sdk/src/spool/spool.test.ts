import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeWaiting } from "../testing/make-waiting.ts";
import type { WaitingRecord } from "../delivery/waiting-record.ts";
import { ProcessIdentity, STALE_MS } from "./process-identity.ts";
import { Spool } from "./spool.ts";

let root: string;
const troubles: unknown[] = [];

beforeEach(() => {
  root = path.join(mkdtempSync(path.join(tmpdir(), "sdk-spool-")), "root");
  troubles.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(path.dirname(root), { recursive: true, force: true });
});

const open = (bytesMax = 1_000_000, identity = new ProcessIdentity()): Spool =>
  new Spool({ root, bytesMax, identity, trouble: (error) => troubles.push(error) });

const folders = (): string[] => readdirSync(root).sort();
const onlyFolder = (): string => path.join(root, folders()[0] ?? "");

const fill = (spool: Spool, ...segments: readonly (readonly WaitingRecord[])[]): void => {
  for (const records of segments) {
    const segment = spool.create();
    records.forEach((record) => expect(segment?.append(record)).toBe(true));
    segment?.seal();
  }
};

/** Makes the only folder look like that of another process. */
const disown = (name: string): string => {
  const folder = path.join(root, name);
  renameSync(onlyFolder(), folder);
  return folder;
};
const deadName = (): string => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const [host = ""] = new ProcessIdentity().folderName().split("-");
  return `${host}-${pid}-123-00000000`;
};

const adoptedIds = async (spool: Spool): Promise<string[]> => {
  const adopted = await spool.adopt();
  const records = await Promise.all(adopted.map(async ({ file }) => (await file.read()) ?? []));
  const counts = adopted.map(({ recordCount }) => recordCount);
  expect(records.map((list) => list.length)).toEqual(counts);
  return records.flat().map((record) => record.eventId);
};

const A = makeWaiting();
const B = makeWaiting();
const C = makeWaiting();
const ids = (...records: readonly WaitingRecord[]): string[] =>
  records.map((record) => record.eventId);

test("what a dead process left is taken over, once, and its folder goes when it is settled", async () => {
  fill(open(), [A, B], [C]);
  disown(deadName());
  const [first, second] = [open(), open()];
  const [mine, yours] = await Promise.all([adoptedIds(first), adoptedIds(second)]);
  expect([...mine, ...yours]).toEqual(ids(A, B, C));
  expect(mine.length === 0 || yours.length === 0).toBe(true);
  expect(first.byteCount + second.byteCount).toBeGreaterThan(0);
});

test("settled segments leave nothing on disk", async () => {
  fill(open(), [A], [B]);
  disown(deadName());
  const spool = open();
  const adopted = await spool.adopt();
  adopted.forEach(({ file }) => file.remove());
  adopted.forEach(({ file }) => file.remove());
  expect(spool.byteCount).toBe(0);
  spool.close();
  expect(folders()).toEqual([]);
});

test("what a process had taken over itself is taken over with it", async () => {
  fill(open(), [A]);
  disown(deadName());
  const second = open();
  await second.adopt();
  fill(second, [B]);
  disown(deadName());
  expect((await adoptedIds(open())).sort()).toEqual(ids(A, B).sort());
});

test("a folder of a process that runs is left alone, also a second one of this process", async () => {
  fill(open(), [A]);
  await expect(open().adopt()).resolves.toEqual([]);
});

test("a pid that was given again does not protect a dead process", async () => {
  fill(open(), [A]);
  const [host = ""] = new ProcessIdentity().folderName().split("-");
  disown(`${host}-${process.pid}-1-00000000`);
  await expect(adoptedIds(open())).resolves.toEqual(ids(A));
});

test("another machine's folder is taken over only when nobody has touched it for long", async () => {
  fill(open(), [A]);
  const folder = disown(`000000000000-${process.pid}-1-00000000`);
  await expect(open().adopt()).resolves.toEqual([]);
  const longAgo = new Date(Date.now() - STALE_MS - 1_000);
  utimesSync(folder, longAgo, longAgo);
  await expect(adoptedIds(open())).resolves.toEqual(ids(A));
});

test("a running process keeps its folder fresh", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  open();
  const longAgo = new Date(Date.now() - STALE_MS);
  utimesSync(onlyFolder(), longAgo, longAgo);
  vi.advanceTimersByTime(30_000);
  await expect
    .poll(() => statSync(onlyFolder()).mtimeMs, { timeout: 10_000 })
    .toBeGreaterThan(Date.now() - 10_000);
});

test("a client that was closed leaves its records to the next one in the same process", async () => {
  const first = open();
  fill(first, [A]);
  first.close();
  first.close();
  await expect(adoptedIds(open())).resolves.toEqual(ids(A));
});

test("a torn tail and a damaged line cost themselves alone, and are counted", async () => {
  fill(open(), [A, B], [C]);
  const [one = "", two = ""] = readdirSync(onlyFolder()).sort();
  truncateSync(path.join(onlyFolder(), one), statSync(path.join(onlyFolder(), one)).size - 4);
  appendFileSync(path.join(onlyFolder(), two), "00000005 12345678 wrong\n");
  disown(deadName());
  const spool = open();
  await expect(adoptedIds(spool)).resolves.toEqual(ids(A, C));
  expect(spool.damagedLineCount).toBe(2);
});

test("a folder of nothing but damage is cleared away", async () => {
  fill(open(), [A]);
  const [file = ""] = readdirSync(onlyFolder());
  truncateSync(path.join(onlyFolder(), file), 3);
  disown(deadName());
  const spool = open();
  await expect(spool.adopt()).resolves.toEqual([]);
  spool.close();
  expect(folders()).toEqual([]);
});

test("a record that was replaced is not sent beside its replacement", async () => {
  const replacement = makeWaiting({ replaces: A.eventId });
  fill(open(), [A, B], [replacement]);
  disown(deadName());
  await expect(adoptedIds(open())).resolves.toEqual(ids(B, replacement));
});

test("a folder swept away under a running process is made again", () => {
  const spool = open();
  rmSync(root, { recursive: true });
  fill(spool, [A]);
  expect(
    readFileSync(path.join(onlyFolder(), readdirSync(onlyFolder())[0] ?? ""), "utf8"),
  ).toContain(A.json);
  expect(spool.isDegraded).toBe(false);
});

test("a disk that refuses is told once, left alone for a while, and used again", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  mkdirSync(path.dirname(root), { recursive: true });
  writeFileSync(root, "in the way");
  const spool = open();
  expect(spool.create()).toBeNull();
  expect(spool.isDegraded).toBe(true);
  expect(troubles.length).toBe(1);
  rmSync(root);
  expect(spool.create()).toBeNull();
  vi.advanceTimersByTime(5_000);
  fill(spool, [A]);
  expect(spool.isDegraded).toBe(false);
});

test("the cap counts what was taken over", async () => {
  fill(open(), [A]);
  disown(deadName());
  const spool = open(1_000);
  const { byteCount: before } = spool;
  await spool.adopt();
  expect(before).toBe(0);
  expect(spool.hasRoom(1_000 - spool.byteCount)).toBe(true);
  expect(spool.hasRoom(1_001 - spool.byteCount)).toBe(false);
});

test("files are readable by their owner alone", () => {
  fill(open(), [A]);
  const [file = ""] = readdirSync(onlyFolder());
  const modes = [root, onlyFolder(), path.join(onlyFolder(), file)].map(
    (name) => statSync(name).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});
