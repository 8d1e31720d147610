import path from "node:path";
import type Anthropic from "@anthropic-ai/sdk";
import { loadRecordings, type Exchange } from "@tokenledger/fake-anthropic";
import type { UsageRecord } from "@tokenledger/usage";
import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";

/** Real traffic recorded by other people. No part of the repository: where it is not there, these tests are skipped. */
const FOLDER = path.resolve(import.meta.dirname, "../../../../../shared/realdata");
const COUNTS = [
  "input_tokens",
  "cache_creation_input_tokens",
  "cache_read_input_tokens",
  "output_tokens",
] as const;

const Counts = z.object({
  input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
});
const Recording = z.object({
  id: z.string(),
  kind: z.string(),
  platform: z.string(),
  expected: Counts.and(
    z.object({ usage_present: z.boolean().nullish(), complete: z.boolean().nullish() }),
  ).nullish(),
});
type Recording = z.output<typeof Recording>;

const countsOf = (counts: z.output<typeof Counts>): number[] =>
  COUNTS.map((name) => counts[name] ?? 0);

const exchanges = loadRecordings(FOLDER);
const readRecordings = (): Recording[] =>
  readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json") && !name.endsWith("MANIFEST.json"))
    .map((name) => Recording.parse(JSON.parse(readFileSync(path.join(FOLDER, name), "utf8"))));

const recordings = exchanges.length === 0 ? [] : readRecordings();
const bodies = new Map(exchanges.map((exchange: Exchange) => [exchange.id, exchange.body]));
const ofKind = (kind: string): Recording[] =>
  recordings.filter(
    (recording) => recording.kind === kind && !recording.platform.includes("converse"),
  );

let rig: CaptureRig;

beforeAll(async () => {
  rig = await startCaptureRig(exchanges);
});
afterAll(async () => {
  await rig.close();
});

const replay = async (anthropic: Anthropic, recording: Recording, mode: string): Promise<void> => {
  const route = recording.kind === "count_tokens" ? "/v1/messages/count_tokens" : "/v1/messages";
  await anthropic
    .post(route, {
      body: { model: "m", max_tokens: 1, messages: [] },
      headers: { "x-replay": recording.id, "x-replay-mode": mode },
      stream: recording.kind === "stream",
      maxRetries: 0,
    })
    .asResponse()
    .then((response) => response.arrayBuffer())
    .catch(() => undefined);
};

/** One after the other: the records come in the order of the calls. */
const replayAll = async (
  list: readonly Recording[],
  mode: string,
): Promise<readonly UsageRecord[]> => {
  const before = (await rig.records()).length;
  for (const recording of list) {
    await replay(rig.anthropic, recording, mode);
  }
  return (await rig.records()).slice(before);
};

describe.skipIf(recordings.length === 0)("recorded traffic", () => {
  test.each(["message", "stream"])(
    "every %s is counted as it must be, however it arrives",
    async (kind) => {
      const list = ofKind(kind);
      expect(list.length).toBeGreaterThan(100);
      for (const mode of ["chunk=1021", "chunk=97", "gzip"]) {
        const records = await replayAll(list, mode);
        expect(records.map(({ usage }) => countsOf(Counts.parse(usage ?? {})))).toEqual(
          list.map(({ expected }) => countsOf(expected ?? {})),
        );
      }
    },
  );

  test("small streams also a byte at a time, and seven", async () => {
    // A byte at a time is a turn of the loop for each: forty streams are enough of it.
    const list = ofKind("stream")
      .filter(({ id }) => (bodies.get(id)?.length ?? 0) < 2_000)
      .slice(0, 40);
    for (const mode of ["chunk=1", "chunk=7"]) {
      const records = await replayAll(list, mode);
      expect(records.map(({ usage }) => countsOf(Counts.parse(usage ?? {})))).toEqual(
        list.map(({ expected }) => countsOf(expected ?? {})),
      );
    }
  });

  test("an error is a record without counts, and counting tokens is none", async () => {
    const errors = await replayAll(ofKind("error"), "");
    expect(errors.length).toBe(ofKind("error").length);
    expect(errors.every(({ outcome, usage }) => outcome === "error" && usage === null)).toBe(true);
    expect(await replayAll(ofKind("count_tokens"), "")).toEqual([]);
  });
});
