import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MessageRequest } from "./message-request.ts";
import { promptParts, promptTokens, type PromptPart } from "./prompt.ts";
import { CACHEABLE_TOKENS_MIN, PromptCache } from "./prompt-cache.ts";

const Part = fc.record({
  tokens: fc.integer({ min: 1, max: 3000 }),
  cacheTtl: fc.constantFrom(null, null, "5m" as const, "1h" as const),
});
const Prompt = fc
  .array(Part, { minLength: 1, maxLength: 12 })
  .map((parts) => parts.map((part, index): PromptPart => ({ ...part, prefix: `p${index}` })));

const total = (parts: readonly PromptPart[]): number =>
  parts.reduce((sum, { tokens }) => sum + tokens, 0);

test("every token of a prompt is billed once, whatever is cached", () => {
  fc.assert(
    fc.property(fc.array(Prompt, { minLength: 1, maxLength: 5 }), (prompts) => {
      const cache = new PromptCache(() => 0);
      for (const prompt of prompts) {
        const bill = cache.bill(prompt);
        const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = bill;
        const counts = [inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens];
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
        expect(counts.reduce((sum, tokens) => sum + tokens)).toBe(total(prompt));
      }
    }),
  );
});

test("a prompt seen before writes nothing and reads what it wrote", () => {
  fc.assert(
    fc.property(Prompt, (prompt) => {
      const cache = new PromptCache(() => 0);
      const cold = cache.bill(prompt);
      const warm = cache.bill(prompt);

      expect(warm.cacheReadTokens).toBe(cold.cacheWrite5mTokens + cold.cacheWrite1hTokens);
      expect(warm.cacheWrite5mTokens + warm.cacheWrite1hTokens).toBe(0);
      expect(warm.inputTokens).toBe(cold.inputTokens);
    }),
  );
});

const MINUTE_MS = 60_000;
const marked = (tokens: number): readonly PromptPart[] => [
  { tokens, prefix: `marked ${tokens}`, cacheTtl: "5m" },
];

test("a prefix is forgotten five minutes after it was last read", () => {
  let nowMs = 0;
  const cache = new PromptCache(() => nowMs);
  const readAt = (minutes: number): number => {
    nowMs = minutes * MINUTE_MS;
    return cache.bill(marked(5000)).cacheReadTokens;
  };

  expect([0, 4, 8, 14].map(readAt)).toEqual([0, 5000, 5000, 0]);
});

test("a prefix under the minimum is not cached and no error", () => {
  const cache = new PromptCache(() => 0);
  const short = marked(CACHEABLE_TOKENS_MIN - 1);
  cache.bill(short);

  expect(cache.bill(short)).toMatchObject({ cacheReadTokens: 0, cacheWrite5mTokens: 0 });
});

const request = (extra: object): MessageRequest =>
  MessageRequest.parse({
    model: "claude-opus-5",
    max_tokens: 1,
    messages: [{ role: "user", content: [{ type: "text", text: "hello" }] }],
    ...extra,
  });

const prefixes = (extra: object): string[] =>
  promptParts(request(extra)).map(({ prefix }) => prefix);

const system = (text: string, cache: object) => ({ system: [{ type: "text", text, ...cache }] });

test("moving a breakpoint does not change the prefix; changing the model or the text does", () => {
  const marks = { cache_control: { type: "ephemeral" } };
  const plain = prefixes(system("rules", {}));

  expect(prefixes(system("rules", marks))).toEqual(plain);
  expect(prefixes(system("other", {}))).not.toEqual(plain);
  expect(prefixes({ ...system("rules", {}), model: "claude-sonnet-5" })).not.toEqual(plain);
});

test("a top-level cache_control marks the end of the prompt", () => {
  const parts = promptParts(request({ cache_control: { type: "ephemeral", ttl: "1h" } }));

  expect(parts.at(-1)?.cacheTtl).toBe("1h");
});

const image = (data: string) => ({
  messages: [{ role: "user", content: [{ type: "image", source: { type: "base64", data } }] }],
});

test("an image costs the same whatever its bytes", () => {
  expect(promptTokens(request(image("a")))).toBe(promptTokens(request(image("a".repeat(99_999)))));
});
