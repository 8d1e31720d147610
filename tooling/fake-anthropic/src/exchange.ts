/** One answer of Anthropic to be given again: recorded from the wire, or made by us. */
export interface Exchange {
  /** What `x-replay` asks for. Unique among the exchanges of one server. */
  readonly id: string;
  /** Another value that `x-replay` may have: one for people. */
  readonly name?: string;
  /** `message`, `stream`, `error`, `count_tokens`, `batch`, `batch_results` or a recording's own word. */
  readonly kind: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it travels, content encoding undone. */
  readonly body: string;
}
