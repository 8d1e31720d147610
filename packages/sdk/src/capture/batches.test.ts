import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Anthropic from "@anthropic-ai/sdk";
import { fixtures } from "@tokenledger/fixtures";
import { toCollectedRecord } from "@tokenledger/usage";
import { eventTimeMs } from "@tokenledger/usage/event-id";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCollectServer, type CollectServer } from "../testing/collect-server.ts";
import { startWireServer, type WireServer } from "../testing/wire-server.ts";
import { Tokenledger } from "../tokenledger.ts";
import type { TokenledgerOptions, Trouble } from "../tokenledger-options.ts";

const exchangeOf = (name: string) => fixtures.find((exchange) => exchange.name === name);
const results = exchangeOf("batch-results");
const expected = results?.expected ?? [];
const BATCH = {
  id: "msgbatch_01fixtures",
  type: "message_batch",
  created_at: "2026-11-20T10:00:00.123Z",
  processing_status: "ended",
};

let wire: WireServer;
let server: CollectServer;
let directory: string;
const ledgers: Tokenledger[] = [];
const troubles: Trouble[] = [];

beforeEach(async () => {
  server = await startCollectServer();
  directory = mkdtempSync(path.join(tmpdir(), "sdk-batch-"));
  troubles.length = 0;
  wire = await startWireServer((request, response) => {
    const isResults = request.url?.endsWith("/results") === true;
    response.setHeader("content-type", isResults ? "application/x-jsonl" : "application/json");
    response.setHeader("request-id", `req_${Math.random()}`);
    const results_url = `${wire.url}/v1/messages/batches/${BATCH.id}/results`;
    response.end(isResults ? results?.body : JSON.stringify({ ...BATCH, results_url }));
  });
});
afterEach(async () => {
  await Promise.all(ledgers.splice(0).map((ledger) => ledger.close({ timeoutMs: 0 })));
  await server.close();
  await wire.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A process of its own, as far as memory goes: another client on the same disk. */
const startProcess = (options: TokenledgerOptions = {}) => {
  const ledger = new Tokenledger({
    url: server.url,
    accessKey: "k",
    spool: { directory },
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  });
  ledgers.push(ledger);
  const anthropic = new Anthropic({
    apiKey: "test",
    baseURL: wire.url,
    middleware: [ledger.middleware()],
  });
  return { ledger, anthropic };
};

const createBatch = async ({ anthropic }: ReturnType<typeof startProcess>): Promise<void> => {
  const [first, ...others] = expected.map(({ batchRow }) => batchRow?.customId ?? "");
  const params = { model: "m", max_tokens: 1, messages: [] };
  await anthropic.messages.batches.create({
    requests: [
      { custom_id: first ?? "", params: { ...params, metadata: { user_id: "u_first" } } },
      ...others.map((custom_id) => ({ custom_id, params })),
    ],
  });
};

const download = async ({
  anthropic,
  ledger,
}: ReturnType<typeof startProcess>): Promise<number> => {
  let count = 0;
  for await (const { custom_id } of await anthropic.messages.batches.results(BATCH.id)) {
    count += custom_id === "" ? 0 : 1;
  }
  await expect
    .poll(
      async () => {
        await ledger.flush();
        const { recordedCount, uncapturedCount, waitingCount } = ledger.health();
        return uncapturedCount > 0 || (recordedCount > 0 && waitingCount === 0);
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  return count;
};

test("each result is a record, at the time the batch was made, with what each result says", async () => {
  const there = startProcess();
  expect(await download(there)).toBe(expected.length);
  const records = [...server.records.values()];
  expect(records.map((record) => toCollectedRecord(record, "1"))).toMatchObject(
    expected.map(({ outcome, model, messageId, stopReason, lines, quality }) => ({
      outcome,
      model,
      messageId,
      stopReason,
      lines,
      quality,
    })),
  );
  for (const { eventId } of records) {
    expect(eventTimeMs(eventId)).toBe(Date.parse(BATCH.created_at));
  }
});

test("read again, also by another process and to an older client, the results are the very same records", async () => {
  const there = startProcess({ attribution: { endpoint: "/batch" } });
  await createBatch(there);
  await there.ledger.withAttribution({ user: "reader" }, () => download(there));
  const sent = server.calls.flatMap((call) => call.records);
  await download(there);
  await there.ledger.close();
  const elsewhere = startProcess({ attribution: { endpoint: "/batch" } });
  await elsewhere.ledger.withAttribution({ user: "another reader" }, () => download(elsewhere));
  const again = server.calls.flatMap((call) => call.records).slice(sent.length);
  expect(again).toEqual([...sent, ...sent]);
  expect(server.records.size).toBe(expected.length);
});

test("results are attributed as the batch was made, in whatever process they are read", async () => {
  const maker = startProcess();
  const who = { user: "u_maker", feature: "reports", tags: { team: "a" } };
  await maker.ledger.withAttribution(who, () => createBatch(maker));
  await maker.ledger.close();
  await download(startProcess());
  expect([...server.records.values()]).toMatchObject(expected.map(() => who));
});

test("without an attribution, each request's own user counts", async () => {
  const maker = startProcess();
  await createBatch(maker);
  await maker.ledger.close();
  await download(startProcess());
  const users = [...server.records.values()].map((record) => record.user);
  expect(users).toEqual(["u_first", ...expected.slice(1).map(() => undefined)]);
});

test("`resolve` is asked for each result, and its fault costs the attribution alone", async () => {
  const seen: (string | undefined)[] = [];
  const there = startProcess({
    resolve: ({ kind, customId }) => {
      if (kind !== "batch_result" || customId === undefined) {
        return undefined;
      }
      seen.push(customId);
      if (seen.length === 1) {
        throw new Error("mine");
      }
      return { user: `u_${customId}` };
    },
  });
  await download(there);
  expect(seen).toEqual(expected.map(({ batchRow }) => batchRow?.customId));
  const users = [...server.records.values()].map((record) => record.user);
  expect(users).toEqual([undefined, ...seen.slice(1).map((customId) => `u_${customId}`)]);
  expect(troubles.map((trouble) => trouble.code)).toContain("capture");
});

test("results of a batch whose time nobody knows are not guessed at, and somebody is told", async () => {
  const { ledger } = startProcess({ spool: false });
  const fetch = ledger.fetch();
  const response = await fetch(`${wire.url}/v1/messages/batches/${BATCH.id}/results`);
  await response.text();
  await expect
    .poll(() => troubles.map((trouble) => trouble.message).join(""), { timeout: 10_000 })
    .toContain(BATCH.id);
  expect(ledger.health()).toMatchObject({ recordedCount: 0 });
  expect(ledger.health().uncapturedCount).toBeGreaterThan(0);
});
