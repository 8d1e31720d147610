import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { expect, test } from "vitest";
import { sourceFiles } from "./source-files.ts";
import { csv, readFiles, reasonsOf, recordsOf } from "./testing/read-source.ts";
import { jsonl, sourceFolder } from "./testing/source-folder.ts";

const eventId = derivedEventId(Date.UTC(2026, 1, 2), "ours");

test("records of ours come back from JSON and CSV as they were sent, an apostrophe before a formula taken off", async () => {
  const record = {
    eventId,
    user: "=cmd()",
    feature: "'=own",
    tags: { team: "a,b" },
    model: "claude-haiku-4-5",
    status: 200,
    attempt: 1,
    durationMs: 12,
    usage: { input_tokens: 3, new_field: { a: 1 } },
  };
  const row = {
    ...record,
    user: "'=cmd()",
    feature: "''=own",
    accessKeyId: "7",
    costPicoUsd: "12",
    session: "",
  };

  expect(recordsOf(await readFiles("jsonl", { "a.jsonl": jsonl([record]) }))).toMatchObject([
    record,
  ]);
  expect(recordsOf(await readFiles("csv", { "a.csv": `\u{FEFF}${csv([row])}` }))).toMatchObject([
    record,
  ]);
});

test("a row with columns of counts instead of Anthropic's usage is read all the same", async () => {
  const row = {
    eventId,
    model: "claude-haiku-4-5",
    inputTokens: 1,
    outputTokens: 2,
    cacheReadTokens: 3,
    cacheWrite5mTokens: 4,
    cacheWrite1hTokens: 5,
    cacheWriteUnsplitTokens: 6,
    webSearchRequests: 7,
    webFetchRequests: 0,
    serviceTier: "batch",
    speed: "",
  };

  expect(recordsOf(await readFiles("csv", { "a.csv": csv([row]) }))).toMatchObject([
    {
      usage: {
        input_tokens: 1,
        output_tokens: 2,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 15,
        cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 5 },
        server_tool_use: { web_search_requests: 7 },
        service_tier: "batch",
      },
    },
  ]);
});

test("rows as exports write them are records again: every quality, cache reads, thinking, and lines by the usage of the first", async () => {
  const exported = {
    eventId,
    accessKeyId: "7",
    line: 0,
    user: "",
    model: "claude-haiku-4-5",
    quality: "final",
    inputTokens: 1,
    cacheReadInputTokens: 0,
    outputTokens: 2,
    thinkingTokens: "",
    usage: "",
  };
  const usage = { input_tokens: 1, iterations: [{ type: "compaction", output_tokens: 9 }] };
  const rows = [
    { ...exported, cacheReadInputTokens: 3, thinkingTokens: 1 },
    { ...exported, quality: "none", inputTokens: 0, outputTokens: 0 },
    { ...exported, quality: "provisional", user: "\uFF1Dx" },
    { ...exported, usage },
    { ...exported, line: 1 },
    { ...exported, line: 1, accessKeyId: "8" },
  ];
  const guarded = rows.map((row) => ({ ...row, user: row.user.replace(/^(?=.)/u, "'") }));
  const wanted = [
    {
      usage: {
        input_tokens: 1,
        output_tokens: 2,
        cache_read_input_tokens: 3,
        output_tokens_details: { thinking_tokens: 1 },
      },
    },
    { usage: null },
    { quality: "provisional", user: "\uFF1Dx" },
    { usage },
  ];
  for (const steps of [
    await readFiles("jsonl", { "a.jsonl": jsonl(rows) }),
    await readFiles("csv", { "a.csv": csv(guarded) }),
  ]) {
    expect(recordsOf(steps)).toMatchObject(wanted);
    expect(reasonsOf(steps)).toEqual([
      expect.stringContaining("a further line of a record"),
      expect.stringMatching(/^\d: line: /),
    ]);
  }
});

test("bad rows of ours are told with their line and the field, and end nothing but themselves", async () => {
  const good = `${eventId},claude-haiku-4-5,`;
  const csvSteps = await readFiles("csv", {
    "a.csv": `eventId,model,usage\n${good}\nnot-an-id,m,\n1,2,3,4\n${good}\n"open`,
  });
  const jsonSteps = await readFiles("jsonl", {
    "a.jsonl": `{"eventId":1}\n[]\n${jsonl([{ eventId }])}`,
  });

  expect(recordsOf(csvSteps)).toHaveLength(2);
  expect(reasonsOf(csvSteps)).toEqual([
    expect.stringMatching(/^3: eventId: /),
    "4: has 4 fields where the header has 3",
    expect.stringMatching(/^6: not CSV from here on: /),
  ]);
  expect(recordsOf(jsonSteps)).toHaveLength(1);
  expect(reasonsOf(jsonSteps)).toEqual([
    expect.stringMatching(/^1: eventId: /),
    "2: not a JSON object",
  ]);
});

test("a path where nothing is, and a folder with nothing to read, are refused", () => {
  expect(() => sourceFiles(["/nowhere/at/all"])).toThrow("/nowhere/at/all: there is no such");
  expect(() => sourceFiles([sourceFolder({ "a.txt": "" })])).toThrow("no .jsonl, .json or .csv");
});
