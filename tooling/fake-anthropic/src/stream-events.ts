import type { ContentBlock, Message } from "./message.ts";
import type { MadeMessage } from "./make-message.ts";

type EventData = { readonly type: string } & Readonly<Record<string, unknown>>;

const DELTA_CHARACTERS = 36;
const PADDING_MAX = 15;

/**
 * One event on the wire. Anthropic pads its JSON with spaces before the last brace so that an onlooker cannot tell tokens by their length;
 * a reader that expects tight JSON must fail here too.
 */
const wireEvent = (data: EventData, index: number): string => {
  const json = JSON.stringify(data);
  const padding = " ".repeat((index * 7) % PADDING_MAX);
  return `event: ${data.type}\ndata: ${json.slice(0, -1)}${padding}}\n\n`;
};

const pieces = (text: string): readonly string[] =>
  text.match(new RegExp(`[\\s\\S]{1,${DELTA_CHARACTERS}}`, "g")) ?? [];

interface BlockStory {
  readonly opening: Readonly<Record<string, unknown>>;
  readonly deltas: readonly EventData[];
}

const storyOf = (block: ContentBlock): BlockStory => {
  switch (block.type) {
    case "text":
      return {
        opening: { ...block, text: "" },
        deltas: pieces(block.text).map((text) => ({ type: "text_delta", text })),
      };
    case "thinking":
      return {
        opening: { ...block, thinking: "", signature: "" },
        deltas: [
          ...pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
          { type: "signature_delta", signature: block.signature },
        ],
      };
    case "tool_use":
    case "server_tool_use":
      return {
        opening: { ...block, input: {} },
        deltas: ["", ...pieces(JSON.stringify(block.input))].map((text) => ({
          type: "input_json_delta",
          partial_json: text,
        })),
      };
    case "web_search_tool_result":
    default:
      return { opening: { ...block }, deltas: [] };
  }
};

const blockEvents = (block: ContentBlock, index: number): readonly EventData[] => {
  const { opening, deltas } = storyOf(block);
  const start = { type: "content_block_start", index, content_block: opening };
  const ping = index === 0 ? [{ type: "ping" }] : [];
  const middle = deltas.map((delta) => ({ type: "content_block_delta", index, delta }));
  return [start, ...ping, ...middle, { type: "content_block_stop", index }];
};

const deltaEvent = ({ usage, ...message }: Message): EventData => {
  const { cache_creation: _c, service_tier: _t, inference_geo: _g, speed: _s, ...counts } = usage;
  const { stop_reason, stop_sequence, stop_details, container } = message;
  const delta = { stop_reason, stop_sequence, stop_details, container };
  return { type: "message_delta", delta, usage: counts };
};

/**
 * A message as Anthropic streams it, one string an event: `message_start` with provisional counts, the blocks, `message_delta` with the final
 * counts and never the nested `cache_creation` (0 of 295 recordings have it), `message_stop`.
 */
export const streamEvents = ({ message, startUsage }: MadeMessage): readonly string[] => {
  const opening = { ...message, content: [], stop_reason: null, usage: startUsage };
  const events: readonly EventData[] = [
    { type: "message_start", message: opening },
    ...message.content.flatMap((block, index) => blockEvents(block, index)),
    deltaEvent(message),
    { type: "message_stop" },
  ];
  return events.map((event, index) => wireEvent(event, index));
};
