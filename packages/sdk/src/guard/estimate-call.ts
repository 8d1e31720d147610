import { readJson, readObject, type UncheckedObject } from "../read-json.ts";
import type { CallEstimate, GuardedCall } from "./guard-options.ts";

/** Bytes of text a token has at least. English has 3.5 to 4; Chinese, of 3 bytes a character, about one token a character. */
const BYTES_PER_TOKEN = 2.5;
/** Of every request: roles, tool prompts and what else Anthropic adds. */
const TOKENS_AROUND = 500;
/** The largest image that is not scaled down. */
const IMAGE_TOKENS = 1_600;
/** Bytes of base64 a token of a document has at least: a page is some 50 kB and 3,000 tokens. */
const DOCUMENT_BYTES_PER_TOKEN = 10;
/** Of a request that names no limit. */
const OUTPUT_TOKENS = 8_192;
/** A body text that is longer is told by its length alone: parsing it would hold the caller up. */
const PARSED_LENGTH_MAX = 262_144;
const DEPTH_MAX = 20;

/** A body that refers to itself would else be walked without end. */
const VALUES_MAX = 100_000;

interface Tally {
  tokens: number;
  valueCount: number;
  isCached: boolean;
}

const addMedia = (source: UncheckedObject, tally: Tally): boolean => {
  const data = source["data"];
  if (source["type"] !== "base64" || typeof data !== "string") {
    return false;
  }
  const isImage = String(source["media_type"]).startsWith("image/");
  tally.tokens += isImage ? IMAGE_TOKENS : data.length / DOCUMENT_BYTES_PER_TOKEN;
  return true;
};

const addObject = (value: UncheckedObject, tally: Tally, depth: number): void => {
  if (addMedia(value, tally)) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    tally.isCached ||= key === "cache_control" && item !== null && item !== undefined;
    tally.tokens += key.length / BYTES_PER_TOKEN;
    add(item, tally, depth + 1);
  }
};

const add = (value: unknown, tally: Tally, depth: number): void => {
  tally.valueCount += 1;
  if (depth > DEPTH_MAX || tally.valueCount > VALUES_MAX) {
    return;
  }
  if (typeof value === "string") {
    tally.tokens += Buffer.byteLength(value) / BYTES_PER_TOKEN;
  } else if (Array.isArray(value)) {
    for (const item of value) {
      add(item, tally, depth + 1);
    }
  } else {
    addObject(readObject(value) ?? {}, tally, depth);
  }
};

const outputOf = (body: UncheckedObject): number => {
  const most = body["max_tokens"] ?? body["max_tokens_to_sample"];
  return typeof most === "number" && most >= 0 ? most : OUTPUT_TOKENS;
};

/** By its length: most of it may be an image, so this is rather far too much than too little. */
const ofText = (text: string): CallEstimate => {
  const most = /"max_tokens"\s*:\s*(?<most>\d{1,9})/u.exec(text)?.groups?.["most"];
  return {
    inputTokens: Buffer.byteLength(text) / BYTES_PER_TOKEN,
    outputTokens: most === undefined ? OUTPUT_TOKENS : Number(most),
  };
};

/** The most tokens a request will use, reckoned from its body. Never throws. */
export const estimateCall = ({ body }: GuardedCall): CallEstimate => {
  const isLong = typeof body === "string" && body.length > PARSED_LENGTH_MAX;
  const fields = isLong ? null : readObject(typeof body === "string" ? readJson(body) : body);
  if (fields === null) {
    return typeof body === "string"
      ? ofText(body)
      : { inputTokens: TOKENS_AROUND, outputTokens: OUTPUT_TOKENS };
  }
  const tally: Tally = { tokens: TOKENS_AROUND, valueCount: 0, isCached: false };
  for (const part of ["system", "messages", "tools", "prompt"]) {
    add(fields[part], tally, 0);
  }
  const { tokens, isCached } = tally;
  return {
    inputTokens: isCached ? 0 : tokens,
    cacheWriteTokens: isCached ? tokens : 0,
    outputTokens: outputOf(fields),
  };
};
