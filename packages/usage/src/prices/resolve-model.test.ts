import { expect, test } from "vitest";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";

const book = readAnthropicPriceBook();

test.each([
  ["claude-sonnet-4-5", "claude-sonnet-4-5"],
  ["claude-sonnet-4-5-20250929", "claude-sonnet-4-5"],
  ["claude-sonnet-4-20250514", "claude-sonnet-4"],
  ["claude-sonnet-4-0", "claude-sonnet-4"],
  ["claude-3-7-sonnet-latest", "claude-3-7-sonnet"],
  ["anthropic/claude-opus-5", "claude-opus-5"],
  ["anthropic.claude-haiku-5-5", "claude-haiku-5-5"],
  ["anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet"],
  ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"],
  ["eu.anthropic.claude-opus-5-v1", "claude-opus-5"],
  ["global.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"],
  [
    "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.anthropic.claude-opus-4-6-v1",
    "claude-opus-4-6",
  ],
  [
    "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
    "claude-3-haiku",
  ],
  ["claude-opus-4-1@20250805", "claude-opus-4-1"],
  ["claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet"],
  ["publishers/anthropic/models/claude-sonnet-5", "claude-sonnet-5"],
  [
    "projects/p/locations/global/publishers/anthropic/models/claude-opus-4@20250514",
    "claude-opus-4",
  ],
])("%s is %s", (name, model) => {
  expect(book.resolve(name)).toBe(model);
});

test.each([
  [""],
  ["claude"],
  ["claude-sonnet"],
  ["claude-sonnet-4-9"],
  ["claude-sonnet-4-5-fast"],
  ["claude-sonnet-4-5-2025"],
  ["claude-sonnet-4-5-20251345"],
  ["claude-sonnet-4-5-20250230"],
  ["Claude-Sonnet-4-5"],
  [" claude-sonnet-4-5"],
  ["openai/claude-sonnet-4-5"],
  ["mars.anthropic.claude-opus-5-v1:0"],
  ["anthropic.claude-3-sonnet-20240229-v1:0:28k"],
  ["claude-opus-5-v1:0"],
  ["arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abc"],
  ["publishers/google/models/claude-opus-5"],
  ["publishers/anthropic/models/other/claude-opus-5"],
  ["<synthetic>"],
])("%s is nobody's: a name is never guessed", (name) => {
  expect(book.resolve(name)).toBeNull();
});
