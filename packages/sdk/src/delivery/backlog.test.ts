import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeWaiting } from "../testing/make-waiting.ts";
import { Backlog, type BacklogLimits } from "./backlog.ts";
import type { SegmentFile, SegmentStore } from "./segment.ts";
import type { WaitingRecord } from "./waiting-record.ts";

const LIMITS: BacklogLimits = {
  memoryCountMax: 10,
  memoryBytesMax: 100_000,
  batchCountMax: 4,
  batchBytesMax: 10_000,
};

/** A disk of arrays: our own port, its failures on demand. */
class ArrayStore implements SegmentStore {
  readonly files: WaitingRecord[][] = [];
  isFull = false;
  refusesFiles = false;
  refusesLines = false;
  losesLines = 0;
  /** So many reads fail. */
  readFailures = 0;
  readonly left: unknown[] = [];

  create(): SegmentFile | null {
    if (this.refusesFiles) {
      return null;
    }
    const lines: WaitingRecord[] = [];
    this.files.push(lines);
    return {
      byteCount: 0,
      append: (record) => !this.refusesLines && lines.push(record) > 0,
      seal: () => undefined,
      read: () => {
        this.readFailures -= 1;
        return Promise.resolve(this.readFailures >= 0 ? null : lines.slice(this.losesLines));
      },
      leave: () => {
        this.left.push(lines);
      },
      remove: () => {
        this.files.splice(this.files.indexOf(lines), 1);
      },
    };
  }

  hasRoom(): boolean {
    return !this.isFull;
  }
}

const records = (count: number): WaitingRecord[] =>
  Array.from({ length: count }, () => makeWaiting());

/** Takes everything out, as delivery does. */
const drain = async (backlog: Backlog): Promise<{ ids: string[]; lostCount: number }> => {
  const ids: string[] = [];
  let lost = 0;
  backlog.seal();
  for (let segment = backlog.oldest(); segment !== null; segment = backlog.oldest()) {
    const loaded = await backlog.load(segment);
    if (loaded === null) {
      continue;
    }
    lost += loaded.lostCount;
    ids.push(...loaded.records.map((record) => record.eventId));
    backlog.settled(segment, loaded.records.length, []);
    backlog.remove(segment);
  }
  return { ids, lostCount: lost };
};

const idsOf = (list: readonly WaitingRecord[]): string[] => list.map((record) => record.eventId);

test("on disk, far more than memory holds comes out again, in order", async () => {
  const store = new ArrayStore();
  const backlog = new Backlog(LIMITS, store);
  const all = records(50);
  expect(all.map((record) => backlog.add(record))).toEqual(all.map(() => "kept"));
  expect(backlog.count).toBe(50);
  expect(backlog.memoryCount).toBeLessThanOrEqual(10);
  await expect(drain(backlog)).resolves.toEqual({ ids: idsOf(all), lostCount: 0 });
  expect(backlog).toMatchObject({ count: 0, memoryCount: 0, memoryBytes: 0 });
  expect(store.files).toEqual([]);
});

test("without a disk the newest are refused at the bound, and there is room again afterwards", async () => {
  const backlog = new Backlog(LIMITS, null);
  const all = records(12);
  expect(all.map((record) => backlog.add(record)).slice(9)).toEqual([
    "kept",
    "memory_full",
    "memory_full",
  ]);
  await expect(drain(backlog)).resolves.toMatchObject({ ids: idsOf(all.slice(0, 10)) });
  expect(backlog.add(makeWaiting())).toBe("kept");
});

test("the bound of bytes holds as well as that of records", () => {
  const backlog = new Backlog({ ...LIMITS, memoryBytesMax: 200 }, null);
  const large = makeWaiting({ json: JSON.stringify("x".repeat(150)) });
  expect(backlog.add(large)).toBe("kept");
  expect(backlog.add(large)).toBe("memory_full");
});

test("a full spool refuses even while there is memory", () => {
  const store = new ArrayStore();
  store.isFull = true;
  expect(new Backlog(LIMITS, store).add(makeWaiting())).toBe("spool_full");
});

test("a segment is one delivery: so many records, so many bytes", () => {
  const store = new ArrayStore();
  const backlog = new Backlog({ ...LIMITS, batchBytesMax: 1_000 }, store);
  const large = makeWaiting({ json: JSON.stringify("x".repeat(600)) });
  [...records(5), large, large].forEach((record) => backlog.add(record));
  expect(store.files.map((file) => file.length)).toEqual([4, 2, 1]);
});

test.each(["refusesFiles", "refusesLines"] as const)(
  "a disk that %s leaves memory to hold what it can, and is used again",
  async (failure) => {
    const store = new ArrayStore();
    const backlog = new Backlog(LIMITS, store);
    const [before, during, after] = [records(2), records(3), records(4)];
    before.forEach((record) => backlog.add(record));
    backlog.seal();
    store[failure] = true;
    expect(during.map((record) => backlog.add(record))).toEqual(["kept", "kept", "kept"]);
    backlog.seal();
    store[failure] = false;
    after.forEach((record) => backlog.add(record));
    expect(store.files.flat()).toEqual([...before, ...after]);
    await expect(drain(backlog)).resolves.toMatchObject({
      ids: idsOf([...before, ...during, ...after]),
    });
    expect(store.files).toEqual([]);
  },
);

test("what cannot be read back is lost once and waits no more", async () => {
  const store = new ArrayStore();
  const backlog = new Backlog({ ...LIMITS, memoryCountMax: 0 }, store);
  records(4).forEach((record) => backlog.add(record));
  store.losesLines = 3;
  await expect(drain(backlog)).resolves.toMatchObject({ lostCount: 3 });
  expect(backlog.count).toBe(0);
});

test("a file that cannot be read now is asked for again, and left for others when it never can", async () => {
  const store = new ArrayStore();
  const backlog = new Backlog({ ...LIMITS, memoryCountMax: 0 }, store);
  const all = records(8);
  all.forEach((record) => backlog.add(record));
  store.readFailures = 4;
  await expect(drain(backlog)).resolves.toEqual({ ids: idsOf(all), lostCount: 0 });
  all.forEach((record) => backlog.add(record));
  store.readFailures = 5;
  await expect(drain(backlog)).resolves.toEqual({ ids: idsOf(all.slice(4)), lostCount: 4 });
  expect(store.left).toEqual([all.slice(0, 4)]);
});

test("what was settled of a segment is not found again when the rest is retried", async () => {
  const store = new ArrayStore();
  const backlog = new Backlog({ ...LIMITS, memoryCountMax: 0 }, store);
  const all = records(4);
  all.forEach((record) => backlog.add(record));
  backlog.seal();
  const segment = backlog.oldest();
  expect(segment).not.toBeNull();
  if (segment !== null) {
    await backlog.load(segment);
    await backlog.load(segment);
    backlog.settled(segment, 3, all.slice(3));
  }
  expect(backlog.count).toBe(1);
  await expect(drain(backlog)).resolves.toMatchObject({ ids: idsOf(all.slice(3)) });
});

test("given up, memory is empty and the disk keeps what it has", () => {
  const store = new ArrayStore();
  const backlog = new Backlog(LIMITS, store);
  backlog.add(makeWaiting());
  backlog.seal();
  store.refusesFiles = true;
  records(3).forEach((record) => backlog.add(record));
  expect(backlog.abandonMemory()).toBe(3);
  expect(backlog.count).toBe(1);
  expect(store.files.length).toBe(1);
});

test("whatever the disk does, every record is kept or refused, and what is kept comes out once", async () => {
  const anyStep = fc.constantFrom("add", "add", "add", "seal", "files", "lines", "full", "drain");
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 120 }), async (steps) => {
      const store = new ArrayStore();
      const backlog = new Backlog(LIMITS, store);
      const kept: string[] = [];
      const out: string[] = [];
      const add = (): void => {
        const record = makeWaiting();
        if (backlog.add(record) === "kept") {
          kept.push(record.eventId);
        }
      };
      const actions = {
        add,
        seal: () => backlog.seal(),
        files: () => (store.refusesFiles = !store.refusesFiles),
        lines: () => (store.refusesLines = !store.refusesLines),
        full: () => (store.isFull = !store.isFull),
        drain: async () => out.push(...(await drain(backlog)).ids),
      };
      for (const step of steps) {
        await actions[step]();
        expect(backlog.count).toBe(kept.length - out.length);
        expect(backlog.memoryCount).toBeLessThanOrEqual(LIMITS.memoryCountMax);
      }
      await actions.drain();
      expect(out.toSorted()).toEqual(kept.toSorted());
      expect(backlog.memoryBytes).toBe(0);
    }),
    { numRuns: 200 },
  );
});
