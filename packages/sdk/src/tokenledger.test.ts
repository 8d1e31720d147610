import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCollectServer, type CollectServer } from "./testing/collect-server.ts";
import { Tokenledger } from "./tokenledger.ts";

let server: CollectServer;
let directory: string;

beforeEach(async () => {
  server = await startCollectServer();
  directory = mkdtempSync(path.join(tmpdir(), "sdk-"));
});
afterEach(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

const client = (options: ConstructorParameters<typeof Tokenledger>[0] = {}): Tokenledger =>
  new Tokenledger({ url: server.url, accessKey: "tl_key", spool: { directory }, ...options });

const usage = { input_tokens: 3, output_tokens: 5 };

test("what is recorded arrives once, with its attribution, and leaves nothing behind", async () => {
  const ledger = client();
  ledger.withAttribution({ user: "u_1", feature: "chat", tags: { team: "a" } }, () => {
    ledger.withAttribution({ feature: "search", tags: { plan: "pro" } }, () => {
      ledger.record({ usage, model: "claude-sonnet-4-5", messageId: "msg_1" });
    });
  });
  await ledger.close();
  expect([...server.records.values()]).toMatchObject([
    { user: "u_1", feature: "search", tags: { team: "a", plan: "pro" }, usage, messageId: "msg_1" },
  ]);
  expect(server.calls[0]).toMatchObject({
    authorization: "Bearer tl_key",
    path: "/trpc/ingest/usage.collectBatch",
  });
  expect(ledger.health()).toMatchObject({
    recordedCount: 1,
    acceptedCount: 1,
    waitingCount: 0,
    spoolBytes: 0,
  });
  expect(readdirSync(path.join(directory, readdirSync(directory)[0] ?? ""))).toEqual([]);
});
