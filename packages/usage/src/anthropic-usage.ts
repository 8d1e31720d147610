import { z } from "zod";

/** Anthropic's `usage` object, verbatim. */
export const AnthropicUsage = z.record(z.string(), z.json());
export type AnthropicUsage = z.output<typeof AnthropicUsage>;
