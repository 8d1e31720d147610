/** What goes back to the caller, before the wire misbehaves. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body in order. An event stream has one event a piece, so that each is its own write. */
  readonly pieces: readonly string[];
}

/** A JSON answer of one piece. */
export const jsonAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  pieces: [JSON.stringify(body)],
});
