import Anthropic from "@anthropic-ai/sdk";
import type { Exchange as ReplayExchange } from "@tokenledger/fake-anthropic";
import { fixtures, type Exchange, type ExpectedRecord } from "@tokenledger/fixtures";
import { toCollectedRecord, type UsageRecord } from "@tokenledger/usage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";

const MODES = ["", "chunk=7", "chunk=1021", "gzip", "chunk=1"];
/** A byte at a time, a long body is as many turns of the loop: a second each. */
const SLOW_BYTES = 5_000;

const toReplay = (exchange: Exchange): ReplayExchange => ({ id: exchange.name, ...exchange });

let rig: CaptureRig;
let plain: Anthropic;

beforeAll(async () => {
  rig = await startCaptureRig(fixtures.map(toReplay));
  plain = new Anthropic({ apiKey: "test", baseURL: rig.fake.url, maxRetries: 0 });
});
afterAll(async () => {
  await rig.close();
});

/** The bytes a caller gets, or the error it gets. */
const call = async (client: Anthropic, exchange: Exchange, mode: string): Promise<unknown> => {
  const { path, requestModel, name, kind } = exchange;
  const stream = kind === "stream" || kind === "completion_stream";
  try {
    const response = await client
      .withOptions({ maxRetries: 0 })
      .post(path, {
        body: { model: requestModel, max_tokens: 9, messages: [], stream },
        headers: { "x-replay": name, "x-replay-mode": mode },
        stream,
      })
      .asResponse();
    return Buffer.from(await response.arrayBuffer()).toString("latin1");
  } catch (error) {
    return error instanceof Error
      ? `${error.name}: ${error.message.replaceAll(/req_\w+/gu, "")}`
      : error;
  }
};

const newRecords = async (action: () => Promise<unknown>): Promise<readonly UsageRecord[]> => {
  const before = (await rig.records()).length;
  await action();
  return (await rig.records()).slice(before);
};

/** What a recording says, in the words of the expectation. */
const read = (record: UsageRecord) => {
  const collected = toCollectedRecord(record, "1");
  const { outcome, quality, model, messageId, stopReason, errorType, lines, rawUsage } = collected;
  return {
    outcome,
    quality,
    model,
    messageId,
    stopReason,
    errorType,
    lines,
    isRawUsageKept: rawUsage !== null,
  };
};

const expectation = ({ batchRow: _row, ...expected }: ExpectedRecord, exchange: Exchange) => ({
  ...expected,
  // Where the body names no type, the SDK gives the status.
  errorType:
    expected.outcome === "error"
      ? (expected.errorType ?? `http_${exchange.status}`)
      : expected.errorType,
  model: expected.model ?? exchange.requestModel,
});

/** Batches have their own test. Text completions tell nothing of what they bill: the fixtures expect no record, we keep the call without counts. */
const replayed = fixtures.filter(({ kind }) => !/^(?:batch|completion)/u.test(kind));

describe.each(replayed)("$name", (exchange) => {
  const modes = MODES.filter((mode) => mode !== "chunk=1" || exchange.body.length < SLOW_BYTES);

  test.each(modes)("is recorded as expected, and the caller gets every byte (%s)", async (mode) => {
    const expected = await call(plain, exchange, mode);
    let received: unknown;
    const records = await newRecords(async () => {
      received = await call(rig.anthropic, exchange, mode);
    });
    expect(received).toEqual(expected);
    expect(records.map(read)).toEqual(
      exchange.expected.map((record) => expectation(record, exchange)),
    );
  });
});

test.each(fixtures.filter(({ kind }) => kind.startsWith("completion")))(
  "$name is a call whose tokens nobody was told",
  async (exchange) => {
    const records = await newRecords(() => call(rig.anthropic, exchange, "chunk=7"));
    expect(records).toMatchObject([
      { outcome: "complete", usage: null, requestModel: "claude-2.1", status: 200 },
    ]);
  },
);
