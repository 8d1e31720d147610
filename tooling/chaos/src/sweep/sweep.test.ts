import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeShadowRooms } from "../mutants/shadow-rooms.ts";
import { deliveries, sweepFlusherAt } from "./sweep-flusher.ts";
import { startSweepRig, type SweepRig } from "./sweep-rig.ts";

let folder: string;
let rig: SweepRig;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tokenledger-sweep-"));
  rig = await startSweepRig(folder);
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const points = (["read", "committed", "settled"] as const).flatMap((step) =>
  deliveries.map((delivery) => [step, delivery] as const),
);

test.each(points)(
  "a flusher killed when it had %s what was delivered %s: another finishes, each record counts once",
  async (step, delivery) => {
    const { faults } = await sweepFlusherAt(rig, { kind: "step", step }, delivery);
    expect(faults).toEqual([]);
  },
);

/** All messages take minutes: `npm run chaos -- --sweep`. These are the answer with the entries and two in the middle. */
test.each([0, 4, 7] as const)(
  "a flusher killed at message %i of its work: another finishes, each record counts once",
  async (number) => {
    const point = { kind: "message", number, isDelivered: true } as const;
    const { crashedOn, faults } = await sweepFlusherAt(rig, point, "first");
    expect(crashedOn).not.toBeNull();
    expect(faults).toEqual([]);
  },
);

test("a flusher that settles before it commits is found out at the message between the two", async () => {
  const diff = readFileSync(new URL("../mutants/ack-before-commit.diff", import.meta.url), "utf8");
  const execArgv = makeShadowRooms(diff, path.join(folder, "shadow"));
  const faults: string[] = [];
  for (let number = 0; number < 6; number += 1) {
    const point = { kind: "message", number, isDelivered: true } as const;
    faults.push(...(await sweepFlusherAt(rig, point, "first", execArgv)).faults);
  }
  expect(faults).toContain("12 records were lost");
});
