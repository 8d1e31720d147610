/** The smallest question there is. */
export const ASK = {
  model: "claude-haiku-4-5",
  max_tokens: 200,
  messages: [{ role: "user" as const, content: "hello" }],
};
