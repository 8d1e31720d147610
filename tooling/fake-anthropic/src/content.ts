import type { ContentBlock, Message } from "./message.ts";
import type { MessageRequest, RequestTool } from "./message-request.ts";
import { anthropicId, between, longTailed, type SeededRandom } from "./seeded-random.ts";

/** What the model "said", and what it cost. */
export interface Content {
  readonly blocks: readonly ContentBlock[];
  readonly outputTokens: number;
  readonly thinkingTokens: number;
  readonly webSearches: number;
  readonly stopReason: Message["stop_reason"];
}

const WORDS =
  "the ledger counts every call once and keeps what it has seen so a sum can be checked by hand later when somebody asks where the tokens went and why one team spends more than another in a quiet week of the year".split(
    " ",
  );
const TOKENS_PER_WORD = 1.3;
const TEXT_TOKENS_MEDIAN = 220;
/** The text before a tool call. */
const PREAMBLE_TOKENS_MEDIAN = 20;
const THINKING_TOKENS_MEDIAN = 400;
const TOOL_TOKENS = 38;
const SEARCH_TOKENS = 30;
const DIRECT = { type: "direct" } as const;

const sentence = (random: SeededRandom, tokens: number): string => {
  const count = Math.max(1, Math.round(tokens / TOKENS_PER_WORD));
  const word = (): string => WORDS[between(random, 0, WORDS.length - 1)] ?? "";
  return `${Array.from({ length: count }, word).join(" ")}.`;
};

const inputFor = (random: SeededRandom, tool: RequestTool): Record<string, unknown> => {
  const byType: Readonly<Record<string, () => unknown>> = {
    integer: () => between(random, 1, 100),
    number: () => between(random, 1, 1000) / 10,
    boolean: () => random() < 0.5,
    array: () => [],
    object: () => ({}),
  };
  const value = (schema: unknown): unknown => {
    const type =
      typeof schema === "object" && schema !== null && "type" in schema ? schema.type : "";
    const make = typeof type === "string" ? byType[type] : undefined;
    return make === undefined ? sentence(random, 3) : make();
  };
  const properties = Object.entries(tool.input_schema?.properties ?? {});
  return Object.fromEntries(properties.map(([name, schema]) => [name, value(schema)]));
};

const endsWithToolResult = ({ messages }: MessageRequest): boolean => {
  const content = messages.at(-1)?.content ?? "";
  return typeof content !== "string" && content.some(({ type }) => type === "tool_result");
};

const toolToCall = (request: MessageRequest, random: SeededRandom): RequestTool | undefined => {
  const tools = (request.tools ?? []).filter((tool) => tool.input_schema !== undefined);
  const choice = request.tool_choice?.type ?? "auto";
  if (choice === "tool") {
    return tools.find((tool) => tool.name === request.tool_choice?.name);
  }
  const calls = choice === "any" || (choice === "auto" && random() < 0.6);
  return calls && !endsWithToolResult(request)
    ? tools[between(random, 0, tools.length - 1)]
    : undefined;
};

const searchBlocks = (random: SeededRandom, id: string): readonly ContentBlock[] => [
  {
    type: "server_tool_use",
    id,
    name: "web_search",
    input: { query: sentence(random, 6) },
    caller: DIRECT,
  },
  {
    type: "web_search_tool_result",
    tool_use_id: id,
    caller: DIRECT,
    content: [
      {
        type: "web_search_result",
        title: sentence(random, 5),
        url: "https://example.com/",
        encrypted_content: "RW5jcnlwdGVk",
        page_age: null,
      },
    ],
  },
];

interface Draft {
  readonly blocks: ContentBlock[];
  left: number;
}

const take = (draft: Draft, tokens: number): number => {
  const taken = Math.min(tokens, draft.left);
  draft.left -= taken;
  return taken;
};

const addSearches = (draft: Draft, request: MessageRequest, random: SeededRandom): number => {
  const canSearch = (request.tools ?? []).some((tool) => tool.name === "web_search");
  const count = canSearch && !endsWithToolResult(request) ? between(random, 1, 3) : 0;
  for (let index = 0; index < count; index += 1) {
    take(draft, SEARCH_TOKENS);
    draft.blocks.push(...searchBlocks(random, anthropicId("srvtoolu", random())));
  }
  return count;
};

const addThinking = (draft: Draft, request: MessageRequest, random: SeededRandom): number => {
  if (request.thinking === undefined || request.thinking.type === "disabled") {
    return 0;
  }
  const budget = request.thinking.budget_tokens ?? request.max_tokens;
  const tokens = take(draft, Math.min(budget, longTailed(random, THINKING_TOKENS_MEDIAN)));
  const signature = anthropicId("sig", random());
  draft.blocks.push({ type: "thinking", thinking: sentence(random, tokens), signature });
  return tokens;
};

const addText = (draft: Draft, random: SeededRandom, tokensMedian: number): void => {
  const tokens = take(draft, longTailed(random, tokensMedian));
  if (tokens > 0) {
    draft.blocks.push({ type: "text", text: sentence(random, tokens) });
  }
};

const addToolCall = (draft: Draft, tool: RequestTool, random: SeededRandom): boolean => {
  if (draft.left < TOOL_TOKENS) {
    return false;
  }
  take(draft, TOOL_TOKENS);
  const id = anthropicId("toolu", random());
  const input = inputFor(random, tool);
  draft.blocks.push({ type: "tool_use", id, name: tool.name ?? "", input, caller: DIRECT });
  return true;
};

/** Makes up an answer within `max_tokens`: thinking, searches, a text, a tool call, as far as the request allows them. */
export const makeContent = (request: MessageRequest, random: SeededRandom): Content => {
  const draft: Draft = { blocks: [], left: request.max_tokens };
  const thinkingTokens = addThinking(draft, request, random);
  const webSearches = addSearches(draft, request, random);
  const tool = toolToCall(request, random);
  addText(draft, random, tool === undefined ? TEXT_TOKENS_MEDIAN : PREAMBLE_TOKENS_MEDIAN);
  const callsTool = tool !== undefined && addToolCall(draft, tool, random);
  const ending = draft.left === 0 ? "max_tokens" : "end_turn";
  return {
    blocks: draft.blocks,
    outputTokens: request.max_tokens - draft.left,
    thinkingTokens,
    webSearches,
    stopReason: callsTool ? "tool_use" : ending,
  };
};
