import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestLedger } from "@tokenledger/ledger/testing";
import { wholeUsage } from "@tokenledger/usage";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { runImport } from "./run-import.ts";
import { openLedgerDoor } from "./testing/ledger-door.ts";
import { sourceFolder } from "./testing/source-folder.ts";
import { understood } from "./testing/understood.ts";

const FOLDER = fileURLToPath(new URL("../../../../../shared/realdata", import.meta.url));
const START_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

const Count = z
  .number()
  .nullish()
  .transform((count) => BigInt(count ?? 0));
const Recording = z.object({
  body_text: z.string(),
  expected: z.object({
    messages: z.array(
      z.object({
        message_id: z.string().nullable(),
        model: z.string().nullable(),
        usage_in_lines: z.object({
          input_tokens: Count,
          cache_creation_input_tokens: Count,
          cache_read_input_tokens: Count,
          output_tokens: Count,
        }),
      }),
    ),
  }),
});

const recordings = (
  existsSync(FOLDER) ? readdirSync(FOLDER, { recursive: true, encoding: "utf8" }) : []
)
  .filter((path) => path.includes("usage_log") && path.endsWith(".json"))
  .map((path) => Recording.parse(JSON.parse(readFileSync(join(FOLDER, path), "utf8"))));
const calls = recordings
  .flatMap(({ expected }) => expected.messages)
  .filter(({ message_id: id, model }) => id !== null && model !== null && model !== "<synthetic>");

const sum = (of: (usage: (typeof calls)[number]["usage_in_lines"]) => bigint): bigint =>
  calls.reduce((total, { usage_in_lines: usage }) => total + of(usage), 0n);

const importAll = async (folder: string, accessKey: string, url: string, databaseUrl: string) => {
  const rejects = join(sourceFolder({}), "rejects.jsonl");
  const words = ["claude-code", folder, "--key", accessKey, "--rejects", rejects];
  return runImport(await understood([...words, "--time", new Date(START_MS).toISOString()]), {
    config: {
      PORT: 4300,
      HOST: "127.0.0.1",
      TOKENLEDGER_DATA_DIR: "/nowhere",
      TOKENLEDGER_URL: url,
      DATABASE_URL: databaseUrl,
    },
    nowMs: START_MS + 365 * DAY_MS,
    progress: { write: () => undefined },
    signal: new AbortController().signal,
  });
};

describe.skipIf(recordings.length === 0)(
  "recorded Claude Code logs (skipped where ../shared/realdata is not beside the repository)",
  () => {
    test("each message is one record, the totals are those of the messages, and a second import changes nothing", async () => {
      const store = await createTestLedger();
      await using door = await openLedgerDoor(store.ledger);
      const key = await door.createKey(["collect", "backfill"]);
      const folder = sourceFolder(
        Object.fromEntries(
          recordings.map(({ body_text: text }, index) => [`log-${index}.jsonl`, text]),
        ),
      );
      const year = { startDate: new Date(START_MS), endDate: new Date(START_MS + 365 * DAY_MS) };

      const first = await importAll(folder, key.token, door.url, store.urlAs("tokenledger_server"));
      const before = await store.ledger.queries.overview(wholeUsage, year);
      expect(first.report.sent).toMatchObject({ accepted: calls.length, rejected: 0 });
      expect(before).toMatchObject({
        requests: BigInt(new Set(calls.map(({ message_id: id }) => id)).size),
        inputTokens: sum((usage) => usage.input_tokens),
        cacheCreationInputTokens: sum((usage) => usage.cache_creation_input_tokens),
        cacheReadInputTokens: sum((usage) => usage.cache_read_input_tokens),
        outputTokens: sum((usage) => usage.output_tokens),
      });

      const second = await importAll(
        folder,
        key.token,
        door.url,
        store.urlAs("tokenledger_server"),
      );
      expect(second.report.sent).toMatchObject({ accepted: 0, duplicate: calls.length });
      expect(await store.ledger.queries.overview(wholeUsage, year)).toEqual(before);
      expect(await store.ledger.checkInvariants()).toEqual([]);
      await store.close();
    });
  },
);
