import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { expect, test } from "vitest";
import { csv, readFiles, reasonsOf, recordsOf } from "./testing/read-source.ts";
import { jsonl } from "./testing/source-folder.ts";

const spend = (change: object = {}): Record<string, unknown> => ({
  request_id: "chatcmpl-1",
  call_type: "acompletion",
  api_key: "88dc28d0",
  spend: 0.01,
  total_tokens: 1150,
  prompt_tokens: 1000,
  completion_tokens: 150,
  startTime: "2026-04-02 08:00:00.250",
  endTime: "2026-04-02 08:00:02.750",
  model: "anthropic/claude-sonnet-4-5",
  custom_llm_provider: "anthropic",
  user: "proxy-admin",
  end_user: "u_42",
  team_id: "search",
  cache_hit: "False",
  status: "success",
  metadata: {
    usage_object: {
      cache_read_input_tokens: 600,
      cache_creation_input_tokens: 300,
      prompt_tokens_details: {
        cached_tokens: 600,
        cache_creation_token_details: {
          ephemeral_5m_input_tokens: 100,
          ephemeral_1h_input_tokens: 200,
        },
      },
      server_tool_use: { web_search_requests: 2 },
      service_tier: "standard",
      speed: "fast",
      inference_geo: "us",
    },
  },
  ...change,
});

const expectedSpend = {
  eventId: derivedEventId(Date.UTC(2026, 3, 2, 8, 0, 0, 250), "chatcmpl-1"),
  user: "u_42",
  tags: { team: "search" },
  model: "claude-sonnet-4-5",
  requestId: "chatcmpl-1",
  platform: "anthropic",
  durationMs: 2500,
  usage: {
    input_tokens: 100,
    cache_read_input_tokens: 600,
    cache_creation_input_tokens: 300,
    cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
    output_tokens: 150,
    server_tool_use: { web_search_requests: 2 },
    speed: "fast",
    inference_geo: "us",
  },
};

test("LiteLLM's rows give the same record as lines of JSON, as an array and as CSV", async () => {
  const sources = [
    { "a.jsonl": jsonl([spend()]) },
    { "a.json": JSON.stringify([spend()], null, 2) },
    { "a.csv": csv([spend()]) },
  ];
  for (const files of sources) {
    expect(recordsOf(await readFiles("litellm", files))).toMatchObject([expectedSpend]);
  }
});

test("LiteLLM's prompt tokens hold the cached ones; where they are fewer, they were written without", async () => {
  const bedrock = { custom_llm_provider: "bedrock", model: "bedrock/claude-haiku-4-5" };
  const steps = await readFiles("litellm", {
    "a.jsonl": jsonl([
      spend({
        request_id: "msg_old",
        prompt_tokens: 100,
        end_user: "",
        user: "bo",
        session_id: "s",
      }),
      spend({ request_id: "plain", metadata: {}, team_id: null, ...bedrock }),
      spend({ request_id: "failed", status: "failure", custom_llm_provider: null }),
    ]),
  });

  expect(recordsOf(steps)).toMatchObject([
    { messageId: "msg_old", user: "bo", session: "s", usage: { input_tokens: 100 } },
    { platform: "bedrock", usage: { input_tokens: 1000, cache_read_input_tokens: 0 } },
    { requestId: "failed", outcome: "error", usage: null },
  ]);
});

test("LiteLLM's calls to others and answers from its cache are passed over, bad rows are told by line", async () => {
  const steps = await readFiles("litellm", {
    "a.jsonl": jsonl([
      spend({ custom_llm_provider: "openai", model: "gpt-5" }),
      spend({ custom_llm_provider: "bedrock", model: "meta.llama3" }),
      spend({ cache_hit: "True" }),
      spend({ request_id: "" }),
      spend({ startTime: "yesterday" }),
      spend({ prompt_tokens: "many" }),
    ]),
    "b.json": "[1]",
    "c.json": "[{]",
  });

  expect(recordsOf(steps)).toEqual([]);
  expect(reasonsOf(steps)).toEqual([
    "not a Claude model",
    "not a Claude model",
    "answered from LiteLLM's own cache",
    "4: request_id: missing",
    "5: startTime: missing, or not a time",
    "6: prompt_tokens, completion_tokens and cache tokens must be whole numbers",
    "1: not a JSON object",
    "1: not a JSON array",
  ]);
});
