import type { ServerResponse } from "node:http";
import { AnthropicBedrock } from "@anthropic-ai/bedrock-sdk";
import { AnthropicVertex } from "@anthropic-ai/vertex-sdk";
import { OAuth2Client } from "google-auth-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { awsEventFrame } from "../testing/aws-event-stream.ts";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";
import { startWireServer, type WireServer } from "../testing/wire-server.ts";

/** Nobody has recorded a Vertex stream for us: this one is made in the documented shape. */
const message = (id: string) => ({
  id,
  type: "message",
  role: "assistant",
  model: "claude-haiku-4-5-20251001",
  content: [{ type: "text", text: "hi" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 12, output_tokens: 1 },
});
const events = (id: string) => [
  { type: "message_start", message: { ...message(id), content: [], stop_reason: null } },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 34 } },
  { type: "message_stop" },
];

const answerBedrock = (path: string, response: ServerResponse): void => {
  if (path.endsWith("/invoke")) {
    response.setHeader("x-amzn-requestid", "amzn-1");
    response.end(JSON.stringify(message("msg_bdrk_1")));
    return;
  }
  response.setHeader("content-type", "application/vnd.amazon.eventstream");
  response.end(Buffer.concat(events("msg_bdrk_2").map(awsEventFrame)));
};

const answerVertex = (path: string, response: ServerResponse): void => {
  if (path.endsWith(":rawPredict")) {
    response.end(JSON.stringify(message("msg_vrtx_1")));
    return;
  }
  response.setHeader("content-type", "text/event-stream");
  response.end(
    events("msg_vrtx_2")
      .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join(""),
  );
};

const ASK = {
  model: "claude-haiku-4-5",
  max_tokens: 9,
  messages: [{ role: "user" as const, content: "hello" }],
};
const FINAL = {
  outcome: "complete",
  status: 200,
  model: "claude-haiku-4-5-20251001",
  stopReason: "end_turn",
};

let rig: CaptureRig;
let wire: WireServer;

beforeEach(async () => {
  rig = await startCaptureRig();
  wire = await startWireServer((request, response) => {
    const path = request.url ?? "";
    response.setHeader("content-type", "application/json");
    (path.startsWith("/model/") ? answerBedrock : answerVertex)(path, response);
  });
});
afterEach(async () => {
  await wire.close();
  await rig.close();
});

test("Bedrock's messages and streams are read through the middleware, whatever is on the wire", async () => {
  const bedrock = new AnthropicBedrock({
    baseURL: wire.url,
    awsRegion: "us-east-1",
    awsAccessKey: "a",
    awsSecretKey: "s",
    middleware: [rig.ledger.middleware()],
  });
  await bedrock.messages.create(ASK);
  const stream = await bedrock.messages.create({ ...ASK, stream: true });
  for await (const event of stream) {
    expect(event.type).toBeDefined();
  }
  expect(wire.paths).toEqual([
    "/model/claude-haiku-4-5/invoke",
    "/model/claude-haiku-4-5/invoke-with-response-stream",
  ]);
  expect(await rig.records()).toMatchObject([
    {
      ...FINAL,
      messageId: "msg_bdrk_1",
      platform: "bedrock",
      requestId: "amzn-1",
      usage: { output_tokens: 1 },
    },
    {
      ...FINAL,
      messageId: "msg_bdrk_2",
      platform: "bedrock",
      requestModel: "claude-haiku-4-5",
      usage: { input_tokens: 12, output_tokens: 34 },
    },
  ]);
});

test("Vertex' messages and streams are read through the middleware", async () => {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "t", expiry_date: Date.now() + 3_600_000 });
  const vertex = new AnthropicVertex({
    baseURL: wire.url,
    region: "us-east5",
    projectId: "p",
    authClient,
    middleware: [rig.ledger.middleware()],
  });
  await vertex.messages.create(ASK);
  await vertex.messages.stream(ASK).finalMessage();
  expect(wire.paths[0]).toContain("/publishers/anthropic/models/claude-haiku-4-5:rawPredict");
  expect(await rig.records()).toMatchObject([
    { ...FINAL, messageId: "msg_vrtx_1", platform: "vertex", usage: { output_tokens: 1 } },
    {
      ...FINAL,
      messageId: "msg_vrtx_2",
      platform: "vertex",
      usage: { input_tokens: 12, output_tokens: 34 },
    },
  ]);
});

test("a fetch sees the wire of Bedrock and Vertex: both are read, the model comes from the path", async () => {
  const fetch = rig.ledger.fetch();
  const paths = [
    "/model/anthropic.claude%3A0/invoke",
    "/model/anthropic.claude/invoke-with-response-stream",
    "/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:rawPredict",
  ];
  for (const path of paths) {
    const response = await fetch(wire.url + path, { method: "POST", body: "{}" });
    await response.text();
  }
  expect(await rig.records()).toMatchObject([
    { requestModel: "anthropic.claude:0", platform: "bedrock", usage: { input_tokens: 12 } },
    { platform: "bedrock", outcome: "complete", usage: { input_tokens: 12, output_tokens: 34 } },
    { requestModel: "claude-x", platform: "vertex", usage: { input_tokens: 12 } },
  ]);
});
