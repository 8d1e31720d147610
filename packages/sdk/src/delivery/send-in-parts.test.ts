import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeWaiting } from "../testing/make-waiting.ts";
import { ENVELOPE_BYTES } from "./collect-call.ts";
import type { CollectAnswer } from "./collect-answer.ts";
import { sendInParts } from "./send-in-parts.ts";
import type { WaitingRecord } from "./waiting-record.ts";

const LIMITS = { countMax: 500, bytesMax: 100_000 };
const taken = (part: readonly WaitingRecord[]): CollectAnswer => ({
  kind: "settled",
  results: part.map(() => ({ status: "accepted" })),
});

const bodyBytes = (part: readonly WaitingRecord[]): number =>
  Buffer.byteLength(`{"records":[${part.map((record) => record.json).join(",")}]}`);

const sendAll = async (
  records: readonly WaitingRecord[],
  limits: typeof LIMITS,
  answer: (part: readonly WaitingRecord[]) => CollectAnswer,
) => {
  const parts: (readonly WaitingRecord[])[] = [];
  const settled = new Map<string, string>();
  const outcome = await sendInParts(records, limits, {
    send: (part) => {
      parts.push(part);
      return Promise.resolve(answer(part));
    },
    settled: (part, results) => {
      part.forEach((record, index) => settled.set(record.eventId, results[index]?.status ?? ""));
    },
  });
  return { parts, settled, outcome };
};

test("every record is settled once, in order, in calls within both limits", async () => {
  const anyRecords = fc.array(
    fc.nat({ max: 400 }).map((size) => makeWaiting({ json: JSON.stringify("x".repeat(size)) })),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(
      anyRecords,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 450, max: 3_000 }),
      async (records, countMax, bytesMax) => {
        const { parts, settled } = await sendAll(records, { countMax, bytesMax }, taken);
        expect(parts.flat()).toEqual(records);
        expect(settled.size).toBe(records.length);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(countMax);
          expect(bodyBytes(part)).toBeLessThanOrEqual(bytesMax + ENVELOPE_BYTES);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a 413 halves until the server takes it, whatever its limit", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 80 }),
      async (count, serverMax) => {
        const records = Array.from({ length: count }, () => makeWaiting());
        const { settled } = await sendAll(records, LIMITS, (part) =>
          part.length > serverMax ? { kind: "too_large" } : taken(part),
        );
        expect([...settled.values()]).toEqual(records.map(() => "accepted"));
      },
    ),
    { numRuns: 50 },
  );
});

test("a call refused for one record rejects that one, and its neighbours go through", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(), async (count, position) => {
      const records = Array.from({ length: count }, () => makeWaiting());
      const poison = records[position % count];
      const { settled, outcome } = await sendAll(records, LIMITS, (part) =>
        part.some((record) => record === poison)
          ? { kind: "refused", code: "INVALID_INPUT", message: "no" }
          : taken(part),
      );
      const expected = records.map((record) => (record === poison ? "rejected" : "accepted"));
      expect([...settled.values()]).toEqual(expected);
      expect(outcome).toEqual({ kind: "done" });
    }),
    { numRuns: 50 },
  );
});

test("a record that is too large alone is rejected", async () => {
  const { settled } = await sendAll([makeWaiting()], LIMITS, () => ({ kind: "too_large" }));
  expect([...settled.values()]).toEqual(["rejected"]);
});

test("when the server goes away, what it has answered stays settled and the rest waits", async () => {
  const records = Array.from({ length: 10 }, () => makeWaiting());
  const away = { kind: "away", reason: "HTTP 503", retryAfterMs: 5 } as const;
  let callCount = 0;
  const { settled, outcome } = await sendAll(records, { ...LIMITS, countMax: 4 }, (part) => {
    callCount += 1;
    return callCount === 2 ? away : taken(part);
  });
  expect(outcome).toEqual(away);
  expect([...settled.keys()]).toEqual(records.slice(0, 4).map((record) => record.eventId));
});
