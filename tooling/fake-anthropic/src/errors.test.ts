import Anthropic, { BadRequestError, InternalServerError, RateLimitError } from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { z } from "zod";
import { startFakeAnthropic, type FakeAnthropicOptions } from "./index.ts";

const ASK = {
  model: "claude-haiku-4-5",
  max_tokens: 50,
  messages: [{ role: "user" as const, content: "hello" }],
};

const clientOf = (baseURL: string, maxRetries = 0): Anthropic =>
  new Anthropic({ apiKey: "test", baseURL, maxRetries });

const failure = async (options: FakeAnthropicOptions, params: object): Promise<unknown> => {
  await using fake = await startFakeAnthropic(options);
  return await clientOf(fake.url)
    .post("/v1/messages", { body: params })
    .then(
      () => null,
      (error: unknown) => error,
    );
};

test.each([
  [400, BadRequestError, "invalid_request_error"],
  [429, RateLimitError, "rate_limit_error"],
  [500, InternalServerError, "api_error"],
  [529, InternalServerError, "overloaded_error"],
] as const)("a made-up %d is the client's own error, with type and request id", async (...row) => {
  const [status, kind, type] = row;
  const error = await failure({ errorRates: { [status]: 1 } }, ASK);

  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ status, type });
  expect(error).toHaveProperty("requestID", expect.stringMatching(/^req_01/));
});

test("a 429 says how long to wait and names the organization, as the real one does", async () => {
  const error = await failure({ errorRates: { 429: 1 }, retryAfterSeconds: 8 }, ASK);

  expect(error).toHaveProperty("message", expect.stringContaining("organization (0000"));
  const { headers } = z.object({ headers: z.instanceof(Headers) }).parse(error);
  expect(headers.get("retry-after")).toBe("8");
});

test.each([
  [{ ...ASK, max_tokens: 0 }, 400, "max_tokens: "],
  [{ ...ASK, max_tokens: undefined }, 400, "max_tokens: Field required"],
  [{ ...ASK, messages: [{ role: "robot", content: "" }] }, 400, "messages.0.role: "],
  [{ ...ASK, model: "gpt-x" }, 404, "model: gpt-x"],
] as const)("a wrong request is refused by name: %j", async (params, status, message) => {
  const error = await failure({}, params);

  expect(error).toMatchObject({ status });
  expect(error).toHaveProperty("message", expect.stringContaining(message));
});

test("no key is 401, an unknown path 404, a batch without requests 400", async () => {
  await using fake = await startFakeAnthropic();
  const status = async (path: string, init: RequestInit): Promise<number> =>
    (await fetch(`${fake.url}${path}`, init)).status;
  const headers = { "x-api-key": "test" };

  expect(await status("/v1/messages", { method: "POST", body: "{}" })).toBe(401);
  expect(await status("/v1/nothing", { headers })).toBe(404);
  expect(await status("/v1/messages/batches/none", { headers })).toBe(404);
  expect(await status("/v1/messages/batches/none/results", { headers })).toBe(404);
  const batches = { method: "POST", headers, body: "not json" };
  expect(await status("/v1/messages/batches", batches)).toBe(400);
});

test("two 529, then an answer: the client needs three attempts and gets it", async () => {
  await using fake = await startFakeAnthropic();
  const headers = { "x-replay-mode": "fail=529x2", "x-replay-key": "call 1" };
  const answer = await clientOf(fake.url, 2).messages.create(ASK, { headers });

  expect(answer.type).toBe("message");
  expect(fake.requests.map(({ status, attempt }) => [status, attempt])).toEqual([
    [529, 1],
    [529, 2],
    [200, 3],
  ]);
});

test("about as many calls fail as the rate says", async () => {
  await using fake = await startFakeAnthropic({ errorRates: { 400: 0.1, 529: 0.2 } });
  const client = clientOf(fake.url);
  const calls = Array.from({ length: 300 }, async () => client.messages.create(ASK));
  const failed = (await Promise.allSettled(calls)).filter(({ status }) => status === "rejected");

  expect(failed.length).toBeGreaterThan(60);
  expect(failed.length).toBeLessThan(120);
});

test("closing twice is no error, and a port in use is told", async () => {
  const fake = await startFakeAnthropic();
  const port = Number(new URL(fake.url).port);
  await expect(startFakeAnthropic({ port })).rejects.toThrow("EADDRINUSE");

  await fake.close();
  await fake.close();
});
