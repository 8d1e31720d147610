import * as fc from "fast-check";
import { expect, test } from "vitest";
import { estimateCall } from "./estimate-call.ts";

const estimate = (body: unknown) => estimateCall({ model: undefined, body });
const text = "lorem ipsum dolor sit amet ".repeat(1_000);
const messages = [{ role: "user", content: text }];

test("text is reckoned at 2.5 bytes a token, wherever it stands", () => {
  const { inputTokens, outputTokens, cacheWriteTokens } = estimate({ messages, max_tokens: 64 });
  expect(inputTokens).toBeGreaterThan(text.length / 2.5);
  expect(inputTokens).toBeLessThan(text.length / 2.5 + 600);
  expect([outputTokens, cacheWriteTokens]).toEqual([64, 0]);
  const elsewhere = estimate({ system: text, tools: [{ description: text }], max_tokens: 1 });
  expect(elsewhere.inputTokens).toBeGreaterThan((2 * text.length) / 2.5);
});

test("a prompt with a cache mark is reckoned as written to the cache", () => {
  const system = [{ type: "text", text, cache_control: { type: "ephemeral" } }];
  const { inputTokens, cacheWriteTokens } = estimate({ system, messages, max_tokens: 1 });
  expect(inputTokens).toBe(0);
  expect(cacheWriteTokens).toBeGreaterThan((2 * text.length) / 2.5);
});

test("an image counts by what an image costs, not by its bytes", () => {
  const source = { type: "base64", media_type: "image/png", data: "A".repeat(1_000_000) };
  const withImage = [{ role: "user", content: [{ type: "image", source }] }];
  expect(estimate({ messages: withImage, max_tokens: 1 }).inputTokens).toBeLessThan(3_000);
  const pdf = { ...source, media_type: "application/pdf" };
  const withPdf = [{ role: "user", content: [{ type: "document", source: pdf }] }];
  expect(estimate({ messages: withPdf, max_tokens: 1 }).inputTokens).toBeGreaterThan(100_000);
});

test("a body that is text is read; one too long to read is told by its length", () => {
  const short = JSON.stringify({ messages: [], max_tokens: 7 });
  expect(estimate(short)).toMatchObject({ outputTokens: 7 });
  const long = JSON.stringify({ messages, more: "x".repeat(300_000), max_tokens: 9 });
  expect(estimate(long)).toEqual({ inputTokens: long.length / 2.5, outputTokens: 9 });
  expect(estimate("x".repeat(300_000))).toMatchObject({ outputTokens: 8_192 });
});

test("whatever the body is, there is an estimate", () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      const { inputTokens, outputTokens } = estimate(body);
      expect(inputTokens).toBeGreaterThanOrEqual(0);
      expect(outputTokens).toBeGreaterThanOrEqual(0);
    }),
  );
  const ring: Record<string, unknown> = {};
  ring["messages"] = [ring, ring];
  expect(estimate(ring).outputTokens).toBe(8_192);
});
