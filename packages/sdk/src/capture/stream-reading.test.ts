import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import Anthropic, { APIUserAbortError } from "@anthropic-ai/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ASK as BASE } from "../testing/ask.ts";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";

let rig: CaptureRig;
let plain: Anthropic;

beforeEach(async () => {
  rig = await startCaptureRig();
  plain = new Anthropic({ apiKey: "test", baseURL: rig.fake.url });
});
afterEach(async () => {
  await rig.close();
});

const ASK = { ...BASE, stream: true as const };
const mode = (value: string) => ({ headers: { "x-replay-mode": value }, maxRetries: 0 });

/** 3 MB, slowly: else the sockets' buffers take all of it before anybody can break. */
const SLOW = "big=3,chunk=4096,pause=1";

const lastRequest = () => rig.fake.requests.at(-1);
const settled = async (): Promise<void> => {
  await expect.poll(() => lastRequest()?.done, { timeout: 10_000 }).toBe(true);
};

/** Reads so many events at most, then breaks. */
const readEvents = async (
  events: AsyncIterable<{ readonly type: string }>,
  countMax = Infinity,
): Promise<number> => {
  let count = 0;
  for await (const { type } of events) {
    count += type === "" ? 0 : 1;
    if (count === countMax) {
      break;
    }
  }
  return count;
};

const breakAfterFour = async (client: Anthropic): Promise<number> => {
  await readEvents(await client.messages.create(ASK, mode(SLOW)), 4);
  await settled();
  return lastRequest()?.bytesSent ?? 0;
};

test("a caller's break stops the server as early as without us, and is recorded", async () => {
  await breakAfterFour(plain);
  const without = await breakAfterFour(plain);
  const withUs = await breakAfterFour(rig.anthropic);
  expect(lastRequest()?.closedEarly).toBe(true);
  // A piece more or less is the scheduler's; all of it would be 3,000,000 bytes.
  expect(withUs).toBeLessThanOrEqual(without + 300_000);
  expect(await rig.records()).toMatchObject([{ outcome: "cancelled", usage: {}, status: 200 }]);
});

test("a caller's abort stops the server and is recorded", async () => {
  const stream = await rig.anthropic.messages.create(ASK, mode(SLOW));
  setTimeout(() => stream.controller.abort(), 20);
  await readEvents(stream);
  await settled();
  expect(lastRequest()?.closedEarly).toBe(true);
  expect(await rig.records()).toMatchObject([{ outcome: "cancelled" }]);
});

test("an abort while the answer is still awaited is the caller's error and a record without answer", async () => {
  const controller = new AbortController();
  const call = rig.anthropic.messages.create(ASK, {
    signal: controller.signal,
    ...mode("pause=50"),
  });
  controller.abort();
  await expect(call).rejects.toThrow(APIUserAbortError);
  await expect(rig.anthropic.messages.create({ ...ASK, stream: false })).resolves.toBeDefined();
});

test("a reader that pauses on a 60 MB stream makes nothing grow in our memory", async () => {
  const { body } = await rig.anthropic.messages.create(ASK, mode("big=60")).asResponse();
  const reader = body?.getReader();
  await reader?.read();
  const before = process.memoryUsage().arrayBuffers;
  // The server is stopped by its full socket: it has sent all that anybody will take.
  let sent = -1;
  await expect
    .poll(
      () => {
        const stopped = lastRequest()?.bytesSent === sent;
        sent = lastRequest()?.bytesSent ?? 0;
        return stopped;
      },
      { interval: 50, timeout: 10_000 },
    )
    .toBe(true);
  expect(sent).toBeLessThan(20_000_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  await reader?.cancel();
});

test.each([
  ["cut=0.5", "transport_error", "TypeError"],
  ["err=0.5", "stream_error", "APIError"],
  // An orderly end raises nothing in the caller: the record alone tells.
  ["end=0.5", "truncated", "nothing"],
])(
  "a stream spoiled by %s is provisional: %s; the caller gets %s",
  async (spoiled, outcome, raised) => {
    const error = await rig.anthropic.messages
      .create(ASK, mode(spoiled))
      .then((stream) => readEvents(stream))
      .catch((caught: unknown) => caught);
    expect(error instanceof Error ? error.constructor.name : "nothing").toBe(raised);
    expect(await rig.records()).toMatchObject([{ outcome, status: 200, usage: {} }]);
  },
);

test("a stream that nobody holds any more is closed and recorded as abandoned", async () => {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  await (async () => {
    const response = await rig.anthropic.messages.create(ASK, mode("big=5")).asResponse();
    await response.body?.getReader().read();
  })();
  await expect
    .poll(
      async () => {
        if (typeof collect === "function") {
          Reflect.apply(collect, null, []);
        }
        return (await rig.records()).map((record) => record.outcome);
      },
      { timeout: 10_000 },
    )
    .toEqual(["abandoned"]);
  await settled();
  expect(lastRequest()?.closedEarly).toBe(true);
});

test("a stream that nobody has read leaves a trace when the client is closed", async () => {
  const held = await rig.anthropic.messages.create(ASK, mode("big=5")).asResponse();
  await rig.ledger.close();
  expect([...rig.server.records.values()]).toMatchObject([{ outcome: "abandoned", status: 200 }]);
  await held.body?.cancel();
  expect(rig.ledger.health().recordedCount).toBe(1);
});

test("a stream split by its caller is recorded once", async () => {
  const [left, right] = (await rig.anthropic.messages.create(ASK)).tee();
  expect(await readEvents(left)).toBe(await readEvents(right));
  expect(await rig.records()).toMatchObject([{ outcome: "complete" }]);
});

test("the response is the caller's as it was: address, status, headers, ids", async () => {
  const [ours, theirs] = await Promise.all(
    [rig.anthropic, plain].map((client) =>
      client.messages.create({ ...ASK, stream: false }).withResponse(),
    ),
  );
  expect(ours?.response.url).toBe(theirs?.response.url);
  expect(ours?.response.status).toBe(200);
  expect(ours?.request_id).toBe(ours?.response.headers.get("request-id"));
  expect([...(ours?.response.headers.keys() ?? [])]).toEqual([
    ...(theirs?.response.headers.keys() ?? []),
  ]);
});
