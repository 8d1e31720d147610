import type Anthropic from "@anthropic-ai/sdk";
import { longTailed, type SeededRandom } from "@tokenledger/fake-anthropic";
import type { Feature } from "../company/feature.ts";
import { pickFeature, pickModel, pickUser } from "../company/pick.ts";
import type { Service } from "../company/service.ts";

/** How a call is made, and how it goes on. `broken`: the reader stops after a few events. `wrong`: the request is refused. */
export type LiveManner = "whole" | "stream" | "broken" | "wrong" | "batch";

/** One call to make now. */
export interface LiveCall {
  readonly feature: Feature;
  readonly user: string | undefined;
  readonly manner: LiveManner;
  readonly params: Anthropic.MessageCreateParamsNonStreaming;
}

const CHARACTERS_PER_TOKEN = 3.6;
const OUTPUT_TOKENS_MAX = 4096;
/** Longer prompts would only keep this machine's loopback busy. */
const PROMPT_TOKENS_MAX = 12_000;
const BROKEN_SHARE = 0.03;
const WRONG_SHARE = 0.01;

const filler = (label: string, tokens: number): string => {
  const sentence = `${label}: what was asked here stands for what a person would write. `;
  const characters = Math.ceil(Math.min(tokens, PROMPT_TOKENS_MAX) * CHARACTERS_PER_TOKEN);
  return sentence.repeat(Math.ceil(characters / sentence.length)).slice(0, characters);
};

const mannerOf = (random: SeededRandom, feature: Feature): LiveManner => {
  const drawn = random();
  const isStream = random() < feature.streamShare;
  if (feature.isBatch) {
    return "batch";
  }
  if (drawn < WRONG_SHARE) {
    return "wrong";
  }
  if (!isStream) {
    return "whole";
  }
  return drawn < WRONG_SHARE + BROKEN_SHARE ? "broken" : "stream";
};

const toolsOf = (random: SeededRandom, feature: Feature): Anthropic.ToolUnion[] => [
  ...(random() < feature.toolShare
    ? [
        {
          name: "look_up",
          description: "Looks a thing up in the company's own records.",
          input_schema: { type: "object" as const, properties: { query: { type: "string" } } },
        },
      ]
    : []),
  ...(random() < feature.searchShare
    ? [{ type: "web_search_20250305" as const, name: "web_search" as const }]
    : []),
];

const systemOf = (service: Service, feature: Feature): Anthropic.TextBlockParam[] =>
  feature.cachedTokens === 0
    ? []
    : [
        {
          type: "text",
          text: filler(`${service.name} ${feature.name}`, feature.cachedTokens),
          cache_control: { type: "ephemeral", ttl: feature.cacheTtl },
        },
      ];

/** Draws a call of a service: the same features, models and users as its history has. */
export const drawCall = (random: SeededRandom, service: Service): LiveCall => {
  const feature = pickFeature(random, service);
  const manner = mannerOf(random, feature);
  const tools = toolsOf(random, feature);
  const system = systemOf(service, feature);
  const params: Anthropic.MessageCreateParamsNonStreaming = {
    model: pickModel(random, feature),
    max_tokens: manner === "wrong" ? 0 : OUTPUT_TOKENS_MAX,
    messages: [
      { role: "user", content: filler(String(random()), longTailed(random, feature.inputTokens)) },
    ],
    ...(system.length > 0 ? { system } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...(random() < feature.thinkingShare ? { thinking: { type: "adaptive" } } : {}),
  };
  return { feature, manner, params, user: pickUser(random, service) };
};
