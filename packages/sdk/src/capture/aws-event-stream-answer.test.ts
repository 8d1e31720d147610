import * as fc from "fast-check";
import { expect, test } from "vitest";
import { awsEventFrame } from "../testing/aws-event-stream.ts";
import { AwsEventStreamAnswer } from "./aws-event-stream-answer.ts";

const EVENTS = [
  { type: "message_start", message: { id: "msg_bdrk_1", model: "m", usage: { input_tokens: 12 } } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "größer\n" } },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 34 } },
  { type: "message_stop", "amazon-bedrock-invocationMetrics": { outputTokenCount: 30 } },
];
const WIRE = Buffer.concat(EVENTS.map(awsEventFrame));

const read = (pieces: readonly Uint8Array[]) => {
  const answer = new AwsEventStreamAnswer();
  pieces.forEach((piece) => answer.push(piece));
  return answer.finish("read");
};

test("however the wire is cut into pieces, the same usage is read", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: WIRE.length }), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), WIRE.length];
      const pieces = places.slice(1).map((end, index) => WIRE.subarray(places[index], end));
      expect(read(pieces)).toMatchObject({
        outcome: "complete",
        messageId: "msg_bdrk_1",
        model: "m",
        stopReason: "end_turn",
        usage: { input_tokens: 12, output_tokens: 34 },
      });
    }),
  );
});

test("cut short, what had come is known", () => {
  expect(read([WIRE.subarray(0, WIRE.length - 5)])).toMatchObject({
    outcome: "truncated",
    usage: { output_tokens: 34 },
  });
});

test("bytes that are no such stream are passed over, whatever they are", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (pieces) => {
      expect(read(pieces)).toMatchObject({ outcome: "truncated", usage: null });
    }),
  );
});
