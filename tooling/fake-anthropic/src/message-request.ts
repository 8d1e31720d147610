import { z } from "zod";

const CacheControl = z.looseObject({
  type: z.literal("ephemeral"),
  ttl: z.enum(["5m", "1h"]).default("5m"),
});

const Block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  cache_control: CacheControl.nullish(),
});

const Content = z.union([z.string(), z.array(Block)]);

const Tool = z.looseObject({
  name: z.string().optional(),
  type: z.string().nullish(),
  input_schema: z
    .looseObject({ properties: z.record(z.string(), z.unknown()).nullish() })
    .optional(),
  cache_control: CacheControl.nullish(),
});

/** What `POST /v1/messages/count_tokens` must carry, and every message request too. Unknown keys are let through, as the API's own clients send newer ones. */
export const CountRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(z.looseObject({ role: z.enum(["user", "assistant"]), content: Content }))
    .min(1),
  system: Content.optional(),
  tools: z.array(Tool).optional(),
  cache_control: CacheControl.nullish(),
});
export type CountRequest = z.output<typeof CountRequest>;
export type RequestTool = z.output<typeof Tool>;
export type RequestBlock = z.output<typeof Block>;

/** What `POST /v1/messages` must carry, as far as an answer depends on it. */
export const MessageRequest = CountRequest.extend({
  max_tokens: z.int().min(1),
  stream: z.boolean().default(false),
  thinking: z.looseObject({ type: z.string(), budget_tokens: z.int().optional() }).optional(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).optional(),
  speed: z.enum(["standard", "fast"]).nullish(),
  inference_geo: z.string().nullish(),
});
export type MessageRequest = z.output<typeof MessageRequest>;

const REQUIRED_BATCH = z.looseObject({ custom_id: z.string().min(1).max(64), params: z.unknown() });

/** What `POST /v1/messages/batches` must carry. The parameters of each request are judged one by one, later. */
export const BatchRequest = z.looseObject({ requests: z.array(REQUIRED_BATCH).min(1) });

/** The first fault of a request in Anthropic's form: the path with dots, a colon, what is wrong. */
export const faultOf = (error: z.ZodError): string => {
  const issue = error.issues[0];
  if (issue === undefined) {
    return "invalid request";
  }
  const missing = issue.code === "invalid_type" && issue.message.endsWith("undefined");
  return `${issue.path.join(".")}: ${missing ? "Field required" : issue.message}`;
};
