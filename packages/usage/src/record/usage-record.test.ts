import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeEventId, makeRecord, recordArbitrary } from "../testing/index.ts";
import { UsageRecord } from "./usage-record.ts";

test("a validated record validates again, to the same record", () => {
  fc.assert(
    fc.property(recordArbitrary(), (record) => {
      expect(UsageRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    }),
  );
});

test("defaults are those of a call answered whole, and unknown keys are dropped", () => {
  const eventId = makeEventId();
  expect(UsageRecord.parse({ eventId, sent_by_a_newer_sdk: 1 })).toEqual({
    eventId,
    provider: "anthropic",
    platform: "anthropic",
    outcome: "complete",
    attempt: 0,
    usage: null,
  });
});

test.each([
  [{ eventId: "018BCFE5-6800-7000-8000-000000000000" }, "eventId"],
  [{ eventId: "018bcfe5-6800-4000-8000-000000000000" }, "eventId"],
  [{ user: "" }, "user"],
  [{ user: "a\u0007b" }, "user"],
  [{ user: "\udc00" }, "user"],
  [{ user: "x".repeat(129) }, "user"],
  [
    { tags: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`t${index}`, "v"])) },
    "tags",
  ],
  [{ tags: { team: "" } }, "tags.team"],
  [{ provider: "openai" }, "provider"],
  [{ status: 99 }, "status"],
  [{ outcome: "lost" }, "outcome"],
  [{ attempt: -1 }, "attempt"],
  [{ durationMs: 1.5 }, "durationMs"],
  [{ usage: { input_tokens: -1 } }, "usage.input_tokens"],
])("a fault names its field: %j", (fault, path) => {
  const result = UsageRecord.safeParse({ ...makeRecord(), ...fault });
  expect(result.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
});
