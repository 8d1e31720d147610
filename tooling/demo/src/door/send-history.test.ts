import { expect, test } from "vitest";
import { services } from "../company/service.ts";
import { history } from "../history/history.ts";
import { startStubDoor, type StubDoor } from "../testing/stub-door.ts";
import { sendHistory } from "./send-history.ts";

const OPTIONS = { seed: 1, days: 2, records: 3000, untilMs: Date.UTC(2026, 10, 20) };
const calls = [...history(OPTIONS)];

const doorsTo = ({ url }: StubDoor) =>
  new Map(services.map(({ name }) => [name, { url, accessKey: `key of ${name}` }]));
const never = new AbortController().signal;

test("every record goes out once, under the key of its service, at most 500 a call", async () => {
  await using stub = await startStubDoor();
  const progress: number[] = [];
  const total = await sendHistory(calls, {
    doors: doorsTo(stub),
    onProgress: ({ accepted }) => progress.push(accepted),
    signal: never,
  });

  expect(total).toEqual({ accepted: calls.length, duplicate: 0, rejected: 0, refusals: [] });
  expect(Math.max(...stub.callSizes)).toBe(500);
  expect(progress.at(-1)).toBe(calls.length);
  for (const { service, record } of calls) {
    expect(stub.kept.get(`key of ${service.name}`)).toContain(record.eventId);
  }
});

test("sent again, nothing is new", async () => {
  await using stub = await startStubDoor();
  const options = { doors: doorsTo(stub), onProgress: () => undefined, signal: never };
  await sendHistory(calls, options);
  const again = await sendHistory(history(OPTIONS), options);

  expect(again).toMatchObject({ accepted: 0, duplicate: calls.length });
});

test("stopped on the way, it ends with the requests under way", async () => {
  await using stub = await startStubDoor();
  const stop = new AbortController();
  const total = await sendHistory(calls, {
    doors: doorsTo(stub),
    onProgress: () => stop.abort(),
    signal: stop.signal,
  });

  expect(total.accepted).toBeGreaterThan(0);
  expect(total.accepted).toBeLessThan(calls.length);
});

test("a service without a key stops the sending", async () => {
  const options = { doors: new Map(), onProgress: () => undefined, signal: never };

  await expect(sendHistory(calls, options)).rejects.toThrow("no access key for");
});
