import { createServer } from "node:http";
import { once } from "node:events";
import { UsageRecord } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { z } from "zod";
import { AnswerReader } from "./answer-reader.ts";
import { CallBytes } from "./call-bytes.ts";
import { LoadRun } from "./load-run.ts";

const bodyOf = (bytes: Buffer): unknown => {
  const text = bytes.toString("latin1");
  return JSON.parse(text.slice(text.indexOf("\r\n\r\n") + 4));
};

const statusOf = (nth: number): number => (nth === 2 ? 503 : nth % 5 === 0 ? 500 : 200);

const options = { port: 1, path: "/x", token: "t", caller: 258 };

test("every record of every call is one that collect takes, with ids of its own", () => {
  const call = new CallBytes({ ...options, arrayLength: 3 });
  const Body = z.object({ records: z.array(UsageRecord) });
  const records = [1, 2].flatMap(() => Body.parse(bodyOf(call.next())).records);
  expect(new Set(records.map(({ eventId }) => eventId)).size).toBe(6);
  expect(new Set(records.map(({ requestId }) => requestId)).size).toBe(6);
  expect(call.lastEventId).toBe(records[3]?.eventId);
  const single = new CallBytes({ ...options, arrayLength: 0 });
  expect(UsageRecord.parse(bodyOf(single.next())).eventId).toBe(single.lastEventId);
  const question = new CallBytes({ ...options, arrayLength: 0, text: '{"user":"u"}' });
  expect(bodyOf(question.next())).toEqual({ user: "u" });
});

test("an answer is whole when its length says so, or its last chunk came", () => {
  const reader = new AnswerReader();
  expect(reader.push(Buffer.from("HTTP/1.1 200 OK\r\ncontent-"))).toBeUndefined();
  expect(reader.push(Buffer.from("length: 4\r\n\r\nab"))).toBeUndefined();
  expect(reader.push(Buffer.from("cd"))).toEqual({ status: 200, body: "abcd" });
  const head = "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(reader.push(Buffer.from(`${head}2\r\nab\r\n`))).toBeUndefined();
  expect(reader.push(Buffer.from("0\r\n\r\n"))?.status).toBe(503);
  expect(() => reader.push(Buffer.from("HTTP/1.1 200 OK\r\n\r\n"))).toThrow("unknown length");
});

test("a load ends after its calls, at full speed and at a rate, and tells of what was refused", async () => {
  let answeredCount = 0;
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      answeredCount += 1;
      response.writeHead(statusOf(answeredCount), { "content-length": 2 }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const job = { port, path: "/", tokens: ["t"], arrayLength: 0, laneCount: 2, seconds: 60 };
  const many = new LoadRun({ ...job, callCountMax: 10, rememberEvery: 5, firstCaller: 1 });
  many.hold(true);
  setImmediate(() => many.hold(false));
  const result = await many.run();
  expect(result).toMatchObject({ callCount: 10, refusedCount: 2, retryCount: 1 });
  expect(result.remembered).toHaveLength(2);
  const paced = { ...job, callsPerSecond: 1_000, callCountMax: 5, rememberEvery: 0 };
  expect((await new LoadRun({ ...paced, firstCaller: 9 }).run()).callCount).toBeGreaterThan(4);
  server.close();
});
