import { readFileSync } from "node:fs";
import { redisAnswer, sqlAnswer } from "@tokenledger/services/testing";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem({ flusher: false });
});
afterAll(() => system[Symbol.asyncDispose]());

/** As servers of entry version 1 wrote it: three records of key 1, one of them of two lines. Never to be written anew. */
const recorded = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(new URL("./fixtures/entry-v1.json", import.meta.url), "utf8")));
const recordedIds = [1, 2, 3].map((number) => `019abc00-1234-7000-8000-00000000000${number}`);

const appendEntry = async (fields: Readonly<Record<string, string>>): Promise<void> => {
  const entry = ["XADD", "tl:{s0}:in", "*", ...Object.entries(fields).flat()];
  expect(await redisAnswer(system.redis.adminUrl, entry)).toBe("done");
};

const waitingCount = async (): Promise<number> => (await system.buffer.backlog()).entryCount;
const countKnown = async (keyId: string, ids: readonly string[]): Promise<number> =>
  system.ledger.countKnown(keyId, ids);

const OLDER = `--import=${new URL("./system/knows-older-entries.ts", import.meta.url).href}`;

test("an old flusher leaves a new server's entries where they are and says so; the new flusher takes them over, and counts each once", async () => {
  const key = await system.createKey("new server");
  const records = Array.from({ length: 5 }, () => makeRecord({ eventId: makeEventId() }));
  const ids = records.map(({ eventId }) => eventId);
  await collectBatch(system.url, key.token, records);

  await system.flusher.start({ FLUSH_CONSUMER: "old", NODE_OPTIONS: OLDER });
  await expect.poll(() => system.flusher.output()).toContain("left pending");
  expect(await countKnown(key.id, ids)).toBe(0);
  await system.flusher.kill("SIGTERM");
  expect(await waitingCount()).toBe(1);

  await system.flusher.start({ FLUSH_CONSUMER: "new", FLUSH_CLAIM_IDLE_MS: "50" });
  await system.drained();
  expect(await countKnown(key.id, ids)).toBe(5);
});

test("a new flusher counts an old server's entries, and one of a version to come waits without holding them up", async () => {
  await appendEntry({ ...recorded, v: "2" });
  await appendEntry(recorded);
  await expect.poll(() => countKnown("1", recordedIds)).toBe(3);
  await expect.poll(waitingCount).toBe(1);
  await expect.poll(() => system.flusher.output()).toContain("left pending");
});

test("after a rollback no process starts on a schema it would misread, and each says what to do", async () => {
  const { server, flusher, scheduler, database } = system;
  await Promise.all([server.kill(), flusher.kill()]);
  const migrated = "INSERT INTO ledger_migration (name) VALUES ('9999-one-column-less')";
  expect(await sqlAnswer(database.ownerUrl, migrated)).toBe("done");
  const children = [server, flusher, scheduler].map((role) => role.launch());
  for (const child of children) {
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(child.output()).toContain("9999-one-column-less");
    expect(child.output()).toContain("docs/upgrade.md");
  }
});
