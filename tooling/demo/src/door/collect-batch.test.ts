import { expect, test } from "vitest";
import { startStubDoor } from "../testing/stub-door.ts";
import { collectBatch, keyOpens } from "./collect-batch.ts";

const record = (index: number) => ({ eventId: `e${index}`, requestModel: "claude-opus-5" });
const RETRY_MS = 1;
const sendTo = (url: string) => collectBatch({ url, accessKey: "key" }, [record(1)], RETRY_MS);

test("accepted, duplicate and rejected are told apart, refusals in the server's words", async () => {
  await using door = await startStubDoor();
  const at = { url: door.url, accessKey: "key" };
  await collectBatch(at, [record(1)], RETRY_MS);
  const tally = await collectBatch(at, [record(1), record(2), { eventId: "e3" }], RETRY_MS);

  expect(tally).toEqual({
    accepted: 1,
    duplicate: 1,
    rejected: 1,
    refusals: ["requestModel: missing"],
  });
});

test("a busy server is asked again until it takes the records", async () => {
  await using door = await startStubDoor({ failures: [503, 429, 500] });
  const tally = await sendTo(door.url);

  expect(tally.accepted).toBe(1);
  expect(door.callSizes).toEqual([1]);
});

test("a server that stays away is told after the last attempt, one that refuses at once", async () => {
  await using refusing = await startStubDoor({ failures: [400] });
  await expect(sendTo("http://127.0.0.1:1")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await expect(sendTo(refusing.url)).rejects.toMatchObject({ code: "REFUSED" });
});

test("a key is known to be good or bad without sending a record", async () => {
  await using door = await startStubDoor({ keys: new Set(["good"]) });

  expect(await keyOpens({ url: door.url, accessKey: "good" })).toBe(true);
  expect(await keyOpens({ url: door.url, accessKey: "bad" })).toBe(false);
  await expect(keyOpens({ url: "http://127.0.0.1:1", accessKey: "good" })).rejects.toMatchObject({
    code: "UNAVAILABLE",
  });
  expect(door.kept.size).toBe(0);
});
