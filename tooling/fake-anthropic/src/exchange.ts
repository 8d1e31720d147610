/**
 * One answer of Anthropic to be given again: recorded from the wire (it has an `id`) or made by us (it has a `name`).
 * `x-replay` asks for either; both are unique among the exchanges of one server.
 */
export interface Exchange {
  readonly id?: string;
  readonly name?: string;
  /** `message`, `stream`, `error`, `count_tokens`, `batch`, `batch_results` or a recording's own word. */
  readonly kind: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it travels, content encoding undone. */
  readonly body: string;
}
