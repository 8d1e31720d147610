import Anthropic, { APIConnectionError } from "@anthropic-ai/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ASK } from "../testing/ask.ts";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";

let rig: CaptureRig;

beforeEach(async () => {
  rig = await startCaptureRig();
});
afterEach(async () => {
  await rig.close();
});

test("a message is recorded with what Anthropic said of it", async () => {
  const { data, request_id: requestId } = await rig.anthropic.messages
    .create({ ...ASK, metadata: { user_id: "u_meta" } })
    .withResponse();
  expect(await rig.records()).toMatchObject([
    {
      messageId: data.id,
      requestId,
      model: data.model,
      requestModel: "claude-haiku-4-5",
      usage: { ...data.usage },
      stopReason: data.stop_reason,
      outcome: "complete",
      status: 200,
      attempt: 0,
      platform: "anthropic",
      user: "u_meta",
    },
  ]);
});

test("a stream is recorded with its last counts, read event by event or by the helper", async () => {
  const stream = await rig.anthropic.messages.create({ ...ASK, stream: true });
  let output = 0;
  for await (const event of stream) {
    output = event.type === "message_delta" ? event.usage.output_tokens : output;
  }
  const final = await rig.anthropic.messages.stream(ASK).finalMessage();
  const records = await rig.records();
  expect(records).toMatchObject([
    { outcome: "complete", usage: { output_tokens: output } },
    {
      outcome: "complete",
      messageId: final.id,
      usage: { output_tokens: final.usage.output_tokens },
    },
  ]);
});

test("each attempt is a record, and only the last has usage", async () => {
  await rig.anthropic.messages.create(ASK, {
    headers: { "x-replay-mode": "fail=529x2", "x-replay-key": "retry" },
  });
  const records = await rig.records();
  expect(records.toSorted((a, b) => a.attempt - b.attempt)).toMatchObject([
    { attempt: 0, status: 529, outcome: "error", errorType: "overloaded_error", usage: null },
    { attempt: 1, status: 529, outcome: "error", errorType: "overloaded_error", usage: null },
    { attempt: 2, status: 200, outcome: "complete", usage: {} },
  ]);
  expect(new Set(records.map((record) => record.requestId)).size).toBe(3);
});

test("counting tokens bills nothing and is not recorded", async () => {
  const { model, messages } = ASK;
  await rig.anthropic.messages.countTokens({ model, messages });
  expect(await rig.records()).toEqual([]);
});

test("a call that gets no answer is recorded without one, and its error is the caller's", async () => {
  const anthropic = new Anthropic({
    apiKey: "test",
    baseURL: "http://127.0.0.1:1",
    maxRetries: 0,
    middleware: [rig.ledger.middleware()],
  });
  await expect(anthropic.messages.create(ASK)).rejects.toThrow(APIConnectionError);
  expect(await rig.records()).toMatchObject([{ outcome: "no_response", usage: null }]);
});

test("a call made by what another call has started is a call of its own", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const gate = Promise.withResolvers<null>();
  const anthropic = new Anthropic({
    apiKey: "test",
    baseURL: rig.fake.url,
    middleware: [
      rig.ledger.middleware(),
      (request, next) => {
        // Started in the context of this call, made when it is over: a timer, a refresh in the background.
        void gate.promise
          .then(() => rig.anthropic.messages.create(ASK))
          .then(({ id }) => resolve(id));
        return next(request);
      },
    ],
  });
  const first = await anthropic.messages.create(ASK);
  gate.resolve(null);
  const second = await promise;
  expect((await rig.records()).map((record) => record.messageId)).toEqual([first.id, second]);
});

test("installed on the client, on the request and as fetch, a call is recorded once, with all attribution", async () => {
  const anthropic = new Anthropic({
    apiKey: "test",
    baseURL: rig.fake.url,
    middleware: [rig.ledger.middleware({ feature: "client", user: "client" })],
    fetch: rig.ledger.fetch({ session: "s_1" }),
  });
  await anthropic.messages.create(ASK, {
    middleware: [rig.ledger.middleware({ user: "request" })],
  });
  expect(await rig.records()).toMatchObject([
    { user: "request", feature: "client", session: "s_1" },
  ]);
});
