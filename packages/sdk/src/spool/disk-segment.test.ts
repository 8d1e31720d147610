import { existsSync, mkdirSync, mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeWaiting } from "../testing/make-waiting.ts";
import { DiskSegment, type SegmentOwner } from "./disk-segment.ts";

let folder: string;
let byteCount: number;
const failed = vi.fn<SegmentOwner["failed"]>();
const removed = vi.fn<SegmentOwner["removed"]>();
const owner: SegmentOwner = {
  sized: (count) => {
    byteCount += count;
  },
  failed,
  damaged: () => undefined,
  removed,
  isReplaced: () => false,
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sdk-segment-"));
  byteCount = 0;
  vi.clearAllMocks();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => path.join(folder, "1.seg");

test("a file that cannot be read now is not taken for an empty one; one that is gone is", async () => {
  mkdirSync(file());
  const segment = DiskSegment.existing(file(), owner, 10);
  await expect(segment.read()).resolves.toBeNull();
  rmSync(file(), { recursive: true });
  await expect(segment.read()).resolves.toEqual([]);
  expect(failed).toHaveBeenCalledTimes(2);
});

test("left, the file stays where it is and is no longer counted", () => {
  const segment = DiskSegment.create(file(), owner);
  segment.append(makeWaiting());
  expect(byteCount).toBe(segment.byteCount);
  segment.leave();
  segment.remove();
  expect(existsSync(file())).toBe(true);
  expect(byteCount).toBe(0);
});

test("removed twice, or swept away before, it is gone and no longer counted", () => {
  const segment = DiskSegment.create(file(), owner);
  segment.append(makeWaiting());
  unlinkSync(file());
  segment.remove();
  segment.remove();
  expect(byteCount).toBe(0);
  expect(removed).toHaveBeenCalledOnce();
});

test("sealed, it takes nothing more, and sealing again is no error", () => {
  const segment = DiskSegment.create(file(), owner);
  segment.seal();
  segment.seal();
  expect(segment.append(makeWaiting())).toBe(false);
  expect(failed).not.toHaveBeenCalled();
});
