import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startFakeAnthropic, type FakeAnthropic } from "@tokenledger/fake-anthropic";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { startAdminStandIn } from "../testing/admin-stand-in.ts";
import { awsEventFrame } from "../testing/aws-event-stream.ts";
import { startCollectServer, type CollectServer } from "../testing/collect-server.ts";
import { startWireServer } from "../testing/wire-server.ts";

const run = promisify(execFile);
const FOLDER = path.resolve(import.meta.dirname, "../../../../examples");
const example = (name: string): string => path.join(FOLDER, `${name}.ts`);

let fake: FakeAnthropic;
let server: CollectServer;
let directory: string;

beforeAll(async () => {
  fake = await startFakeAnthropic();
  directory = mkdtempSync(path.join(tmpdir(), "sdk-examples-"));
});
afterAll(async () => {
  await fake.close();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  server = await startCollectServer();
});
afterEach(async () => {
  await server.close();
});

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: "/usr/bin:/bin",
  TOKENLEDGER_URL: server.url,
  TOKENLEDGER_KEY: "k",
  TOKENLEDGER_SPOOL_DIR: directory,
  ANTHROPIC_API_KEY: "test",
  ANTHROPIC_BASE_URL: fake.url,
  ...more,
});

const output = async (
  name: string,
  options: readonly string[],
  more?: Readonly<Record<string, string>>,
): Promise<string> => {
  const { stdout } = await run(process.execPath, [example(name), ...options], {
    env: environment(more),
  });
  return stdout;
};

const records = () => [...server.records.values()];

test("a service attributes each request and streams its answer", async () => {
  const child = spawn(process.execPath, [example("fastify-service"), "0"], {
    env: environment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = z.tuple([z.instanceof(Buffer)]).parse(await once(child.stdout, "data"));
  const response = await fetch(new URL("/chat", url.toString().trim()), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: "ada", question: "hello" }),
  });
  expect((await response.text()).length).toBeGreaterThan(0);
  child.kill("SIGTERM");
  await once(child, "exit");
  expect(records()).toMatchObject([
    { user: "ada", feature: "chat", endpoint: "POST /chat", outcome: "complete" },
  ]);
});

test("a worker delivers before it ends", async () => {
  const text = await output("worker", ["first", "second"]);
  expect(text.trim().split("\n").length).toBeGreaterThanOrEqual(2);
  expect(records()).toMatchObject([
    { session: "job-0", feature: "summaries" },
    { session: "job-1", feature: "summaries" },
  ]);
});

test("the Vercel AI SDK is recorded", async () => {
  await output("vercel-ai-sdk", ["hello"], { ANTHROPIC_BASE_URL: `${fake.url}/v1` });
  expect(records()).toMatchObject([{ user: "ada", feature: "assistant", outcome: "complete" }]);
});

test("Bedrock's streams are recorded", async () => {
  const events = [
    { type: "message_start", message: { id: "msg_bdrk_1", usage: { input_tokens: 12 } } },
    { type: "message_delta", delta: {}, usage: { output_tokens: 34 } },
    { type: "message_stop" },
  ];
  const wire = await startWireServer((_request, response) => {
    response.setHeader("content-type", "application/vnd.amazon.eventstream");
    response.end(Buffer.concat(events.map(awsEventFrame)));
  });
  await output("bedrock", ["hello"], {
    ANTHROPIC_BEDROCK_BASE_URL: wire.url,
    AWS_REGION: "us-east-1",
    AWS_BEARER_TOKEN_BEDROCK: "test",
  });
  await wire.close();
  expect(records()).toMatchObject([
    { platform: "bedrock", usage: { input_tokens: 12, output_tokens: 34 } },
  ]);
});

test("a serverless handler hands its delivery to the platform", async () => {
  const script = `
    const { handler } = await import(${JSON.stringify(example("serverless-handler"))});
    const work = [];
    const context = { waitUntil: (promise) => work.push(promise) };
    const response = await handler(new Request("http://x/?user=ada", { method: "POST", body: "hello" }), context);
    await Promise.all(work);
    process.kill(process.pid, "SIGKILL");
  `;
  await run(process.execPath, ["--input-type=module", "-e", script], { env: environment() }).catch(
    () => undefined,
  );
  expect(records()).toMatchObject([{ user: "ada", endpoint: "/ask", outcome: "complete" }]);
});

test("a question is asked with the query client", async () => {
  const admin = await startAdminStandIn();
  const text = await output("query", [
    "--url",
    admin.url,
    "--login",
    "owner",
    "--password",
    "right",
  ]);
  await admin.close();
  expect(text).toContain("Bearer a+b\t9,007,199,254,740,993 in\t2 out");
  expect(text).toMatch(/complete until \d{4}-\d\d-01T/u);
});
