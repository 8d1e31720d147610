import { expect, test } from "vitest";
import { checkProtocol } from "./check-protocol.ts";
import { modelMutants } from "./protocol.ts";

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const BOUNDS = [
  { records: 2, sends: 2, directSends: 0 },
  { records: 3, sends: 1, directSends: 0 },
  { records: 2, sends: 1, directSends: 1 },
  { records: 1, sends: 4, directSends: 2 },
] as const;

test.each(BOUNDS)(
  "with $records records, $sends sends each, $directSends past Redis: every state keeps the laws, and from every state all comes right",
  (bounds) => {
    const { stateCount, stepCount, stuckCount, violation } = checkProtocol(bounds);
    say(
      `model: ${JSON.stringify(bounds)} states=${stateCount} steps=${stepCount} stuck=${stuckCount}`,
    );
    expect(violation).toBeNull();
    expect(stuckCount).toBe(0);
    // A step that is never taken, or a key too coarse, would make the search small and its silence worthless.
    expect(stateCount).toBeGreaterThan(10_000);
  },
  600_000,
);

test.each(modelMutants)("%s: the search finds what it breaks, and how", (mutant) => {
  const { stateCount, violation } = checkProtocol({
    records: 2,
    sends: 2,
    directSends: mutant === "forget before the mirror" ? 1 : 0,
    mutant,
  });
  say(
    `model mutant: ${mutant}: ${violation?.law} after ${stateCount} states: ${violation?.trace.join("; ")}`,
  );
  expect(violation).not.toBeNull();
});
