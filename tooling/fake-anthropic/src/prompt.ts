import type { CountRequest, RequestBlock } from "./message-request.ts";
import { digestOf } from "./seeded-random.ts";

/** A cacheable part of a prompt, in the order in which the API's cache sees them: tools, system, messages. */
export interface PromptPart {
  readonly tokens: number;
  /** Names the prompt from its start to the end of this part. */
  readonly prefix: string;
  /** A cache breakpoint stands after this part. */
  readonly cacheTtl: "5m" | "1h" | null;
}

const CHARACTERS_PER_TOKEN = 3.6;
const TOKENS_PER_PART = 4;
/** What an image or a page costs whatever its bytes. */
const TOKENS_PER_BLOB = 1500;

interface RawPart {
  readonly text: string;
  readonly cacheTtl: PromptPart["cacheTtl"];
}

const blockText = (block: RequestBlock): string => {
  const { cache_control: _cache, ...rest } = block;
  return block.type === "text" && block.text !== undefined ? block.text : JSON.stringify(rest);
};

const contentParts = (label: string, content: string | readonly RequestBlock[]): RawPart[] =>
  typeof content === "string"
    ? [{ text: `${label}${content}`, cacheTtl: null }]
    : content.map((block) => ({
        text: `${label}${blockText(block)}`,
        cacheTtl: block.cache_control?.ttl ?? null,
      }));

const rawParts = (request: CountRequest): RawPart[] => [
  ...(request.tools ?? []).map(({ cache_control: cache, ...tool }) => ({
    text: JSON.stringify(tool),
    cacheTtl: cache?.ttl ?? null,
  })),
  ...contentParts("", request.system ?? []),
  ...request.messages.flatMap(({ role, content }) => contentParts(`${role}: `, content)),
];

const tokensOf = (text: string): number => {
  const isBlob = text.includes('"type":"base64"');
  return isBlob ? TOKENS_PER_BLOB : Math.ceil(text.length / CHARACTERS_PER_TOKEN) + TOKENS_PER_PART;
};

/** Cuts a request into its parts. A top-level `cache_control` counts as one on the last part. */
export const promptParts = (request: CountRequest): readonly PromptPart[] => {
  const raw = rawParts(request);
  let prefix = request.model;
  return raw.map(({ text, cacheTtl }, index) => {
    prefix = digestOf(prefix, text).toString("hex");
    const isLast = index === raw.length - 1;
    const ttl = cacheTtl ?? (isLast ? (request.cache_control?.ttl ?? null) : null);
    return { tokens: tokensOf(text), prefix, cacheTtl: ttl };
  });
};

/** Roughly what the API would count: 3.6 characters a token. Exact only in that the same prompt gives the same count. */
export const promptTokens = (request: CountRequest): number =>
  promptParts(request).reduce((sum, part) => sum + part.tokens, 0);
