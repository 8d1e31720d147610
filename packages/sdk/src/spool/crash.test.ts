import { expect, test } from "vitest";
import { crashOnce } from "../testing/crash-run.ts";

/** `npm run crash -w packages/sdk` runs 50 of them. */
test.each([1, 2, 3, 4])(
  "killed at a random moment, everything that was returned for arrives once (seed %i)",
  async (seed) => {
    const { returnedIds, arrivedIds, balance } = await crashOnce(seed);
    expect(returnedIds.length).toBeGreaterThan(0);
    expect(returnedIds.filter((id) => !arrivedIds.has(id))).toEqual([]);
    // Written, and killed before `record()` returned: one at most.
    expect(balance.adoptedCount).toBe(balance.acceptedCount + balance.duplicateCount);
    expect(balance).toMatchObject({ waitingCount: 0, droppedCount: 0, rejectedCount: 0 });
  },
);
