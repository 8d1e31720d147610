/** Block kinds that made-up answers hold. */
export type ContentBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | {
      readonly type: "tool_use" | "server_tool_use";
      readonly id: string;
      readonly name: string;
      readonly input: Readonly<Record<string, unknown>>;
      readonly caller: { readonly type: "direct" };
    }
  | {
      readonly type: "web_search_tool_result";
      readonly tool_use_id: string;
      readonly caller: { readonly type: "direct" };
      readonly content: readonly Readonly<Record<string, string | null>>[];
    };

/** `usage` as the Messages API gives it. */
export interface MessageUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
  readonly output_tokens: number;
  readonly output_tokens_details?: { readonly thinking_tokens: number };
  readonly server_tool_use?: {
    readonly web_search_requests: number;
    readonly web_fetch_requests: number;
  };
  readonly service_tier: "standard" | "batch";
  readonly speed?: "standard" | "fast";
  readonly inference_geo: string;
}

/** A whole answer of `POST /v1/messages`. */
export interface Message {
  readonly model: string;
  readonly id: string;
  readonly type: "message";
  readonly role: "assistant";
  readonly content: readonly ContentBlock[];
  readonly container: null;
  readonly stop_reason: "end_turn" | "max_tokens" | "tool_use";
  readonly stop_sequence: null;
  readonly stop_details: null;
  readonly usage: MessageUsage;
}
