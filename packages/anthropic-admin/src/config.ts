import { z } from "zod";

/** Settings of whoever asks Anthropic for its reports, by variable. */
export const anthropicAdminShape = {
  /** Admin API key (`sk-ant-admin…`) to ask Anthropic for its usage and cost reports with. Missing: nothing is compared. */
  ANTHROPIC_ADMIN_KEY: z.string().min(1).optional(),
  /** Where those reports are. Default: Anthropic's own address. */
  ANTHROPIC_ADMIN_URL: z.url({ protocol: /^https?$/ }).optional(),
};

/** The settings, read. */
export type AnthropicAdminConfig = z.output<z.ZodObject<typeof anthropicAdminShape>>;
