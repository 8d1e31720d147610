import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { makeRecord } from "@tokenledger/usage/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { rawCall } from "./testing/raw-call.ts";
import { exitOf, launchServer, untilListening } from "./testing/server-process.ts";
import { createTestSystem, type TestSystem } from "./testing/test-system.ts";

let system: TestSystem;
const children: ChildProcess[] = [];

const launch = (environment: Readonly<Record<string, string>> = {}): ChildProcess => {
  const child = launchServer({ ...system.environment, ...environment });
  children.push(child);
  return child;
};

const startUp = async (): Promise<{ child: ChildProcess; url: string }> => {
  const child = launch();
  return { child, url: await untilListening(child) };
};

interface HalfCall {
  finish(): void;
  /** The answer's body; null when the connection broke before one came. */
  readonly answer: Promise<string | null>;
}

/** A collect call of which only the head and a part of the body are sent. */
const halfCall = async (url: string, token: string): Promise<HalfCall> => {
  const body = JSON.stringify(makeRecord());
  const outgoing = request(`${url}/trpc/ingest/usage.collect`, {
    method: "POST",
    agent: false,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    },
  });
  const { promise: answer, resolve } = Promise.withResolvers<string | null>();
  outgoing.on("response", (response) => {
    resolve(text(response));
  });
  outgoing.on("error", () => {
    resolve(null);
  });
  outgoing.write(body.slice(0, 20));
  await once(outgoing, "socket");
  return { answer, finish: () => outgoing.end(body.slice(20)) };
};

/** Once nothing new is taken. */
const closed = async (url: string): Promise<void> => {
  const knock = async (): Promise<string> =>
    rawCall(`${url}/livez`, { method: "GET" }).then(
      () => "answered",
      (error: unknown) => String(error),
    );
  await expect.poll(knock).toContain("ECONNREFUSED");
};

beforeAll(async () => {
  system = await createTestSystem();
});

afterEach(() => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
  }
});

afterAll(async () => {
  await system.close();
});

test("it says when it listens, and where", async () => {
  const { url } = await startUp();
  expect((await rawCall(`${url}/livez`, { method: "GET" })).status).toBe(200);
});

/** A server told to stop while a call is half sent, once it takes nothing new. */
const stopping = async (): Promise<{ child: ChildProcess; call: HalfCall }> => {
  const { token } = await system.makeKey();
  const { child, url } = await startUp();
  const call = await halfCall(url, token);
  await rawCall(`${url}/livez`, { method: "GET" });
  child.kill("SIGTERM");
  await closed(url);
  return { child, call };
};

test("told to stop, it answers what is in flight, takes nothing new, and ends with 0", async () => {
  const { child, call } = await stopping();
  call.finish();
  expect(await call.answer).toContain('"status":"accepted"');
  expect(await exitOf(child)).toBe(0);
});

test("told twice, it ends at once, whatever is in flight", async () => {
  const { child, call } = await stopping();
  child.kill("SIGTERM");
  expect(await call.answer).toBeNull();
  expect(await exitOf(child)).toBe(1);
});

test("when the process that started it is gone, it ends", async () => {
  const { child } = await startUp();
  child.disconnect();
  expect(await exitOf(child)).toBe(0);
});

test("a port that is taken is said in one sentence, and ends it with 1", async () => {
  const { url } = await startUp();
  const { port } = new URL(url);
  const child = launch({ PORT: port });
  const said = child.stderr === null ? "" : await text(child.stderr);
  expect(said).toBe(
    `Port ${port} of 127.0.0.1 is taken by another program. Stop that one, or set PORT to a free port.\n`,
  );
  expect(await exitOf(child)).toBe(1);
});

test("settings that are wrong are all named, and end it with 1", async () => {
  const child = launch({ DATABASE_URL: "", PORT: "none" });
  const said = child.stderr === null ? "" : await text(child.stderr);
  expect(said).toMatch(/DATABASE_URL/);
  expect(said).toMatch(/PORT/);
  expect(said).not.toMatch(/ at .*\.ts/);
  expect(await exitOf(child)).toBe(1);
});
