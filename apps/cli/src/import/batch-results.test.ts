import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { expect, test } from "vitest";
import { readFiles, reasonsOf, recordsOf } from "./testing/read-source.ts";
import { jsonl } from "./testing/source-folder.ts";

const result = (customId: string, type: string, message?: object): object => ({
  custom_id: customId,
  result: { type, ...(message === undefined ? {} : { message }) },
});

test("a batch's succeeded results are records with the SDK's own ids, the others are passed over", async () => {
  const message = {
    id: "msg_b1",
    model: "claude-haiku-4-5",
    stop_reason: "end_turn",
    usage: { input_tokens: 3, output_tokens: 2, service_tier: "batch" },
  };
  const files = {
    "results.jsonl": jsonl([
      result("a", "succeeded", message),
      result("b", "errored"),
      result("c", "succeeded", {}),
      { custom_id: "d" },
    ]),
  };
  const madeMs = Date.UTC(2026, 5, 1);
  const steps = await readFiles("batch-results", files, madeMs);

  expect(recordsOf(steps)).toMatchObject([
    { eventId: derivedEventId(madeMs, "msg_b1"), stopReason: "end_turn", usage: message.usage },
  ]);
  expect(reasonsOf(steps)).toEqual([
    "errored: not billed",
    "3: result.message.id: missing",
    "4: result.type: missing",
  ]);
  expect(reasonsOf(await readFiles("batch-results", files))[0]).toBe(
    "1: the batch's creation time is needed: --time",
  );
});
