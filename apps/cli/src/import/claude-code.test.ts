import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { expect, test } from "vitest";
import { readFiles, reasonsOf, recordsOf } from "./testing/read-source.ts";
import { jsonl } from "./testing/source-folder.ts";

const logged = (id: string, at: string, output: number, more: object = {}): object => ({
  type: "assistant",
  timestamp: at,
  sessionId: "s-1",
  cwd: "/home/ann/shop",
  requestId: `req_${id}`,
  message: {
    id,
    role: "assistant",
    model: "claude-sonnet-4-5",
    stop_reason: null,
    usage: { input_tokens: 7, output_tokens: output },
    ...more,
  },
});

test("a Claude Code message is one record: the time of its first line, the usage of its last", async () => {
  const steps = await readFiles("claude-code", {
    "shop/a.jsonl": jsonl([
      { type: "user", message: { content: "hello" } },
      logged("msg_1", "2026-03-01T10:00:00.000Z", 1),
      logged("msg_1", "2026-03-01T10:00:02.000Z", 90, { stop_reason: "end_turn" }),
      logged("msg_2", "2026-03-01T10:00:03.000Z", 4),
    ]),
  });

  expect(recordsOf(steps)).toMatchObject([
    {
      eventId: derivedEventId(Date.UTC(2026, 2, 1, 10), "msg_1"),
      messageId: "msg_1",
      requestId: "req_msg_1",
      feature: "claude-code",
      tags: { project: "shop" },
      stopReason: "end_turn",
      usage: { input_tokens: 7, output_tokens: 90 },
    },
    // The log kept only what opened the stream: its output is a lower bound, and the record says so.
    { messageId: "msg_2", quality: "provisional", usage: { output_tokens: 4 } },
  ]);
});

test("a resumed session's copies are the same record, whichever file is read first and wherever the copy was cut", async () => {
  const whole = [
    logged("msg_1", "2026-03-01T10:00:00.000Z", 1),
    logged("msg_1", "2026-03-01T10:00:02.000Z", 90, { stop_reason: "end_turn" }),
  ];
  const cut = [{ ...whole[0], sessionId: "s-2" }];
  const orders = [
    { "a.jsonl": jsonl(whole), "b.jsonl": jsonl(cut) },
    { "a.jsonl": jsonl(cut), "b.jsonl": jsonl(whole) },
  ];
  const found = await Promise.all(
    orders.map(async (files) => recordsOf(await readFiles("claude-code", files))),
  );

  expect(found[0]).toHaveLength(1);
  expect(found[1]).toEqual(found[0]);
});

test("what Claude Code made up, what is too young, and lines without an id or a time are told apart", async () => {
  const steps = await readFiles("claude-code", {
    "a.jsonl": `${jsonl([
      logged("x", "2026-03-01T10:00:00.000Z", 0, { model: "<synthetic>" }),
      logged("msg_9", "2026-11-19T23:59:00.000Z", 3),
      logged("", "2026-03-01T10:00:00.000Z", 3),
      logged("msg_3", "", 3),
      logged("msg_4", "2026-03-01T10:00:00.000Z", 3, { model: undefined }),
    ])}{"type":`,
  });

  expect(recordsOf(steps)).toEqual([]);
  expect(reasonsOf(steps)).toEqual([
    "made up by Claude Code itself, no call",
    "3: message.id: missing",
    "4: timestamp: missing, and no --time was given",
    "5: message.model: missing",
    "6: not a JSON object",
    "younger than 10 minutes: import again later",
  ]);
});
