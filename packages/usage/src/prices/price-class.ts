/** Classes of tokens that have a price of their own, in pico-USD per token. */
export const tokenClasses = [
  "input",
  "output",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheRead",
] as const;
export type TokenClass = (typeof tokenClasses)[number];

/** Server tools, in pico-USD per request, whatever the model. */
export const serverTools = ["webSearch", "webFetch"] as const;
export type ServerTool = (typeof serverTools)[number];

/** Everything that has a price. */
export const priceClasses = [...tokenClasses, ...serverTools] as const;
export type PriceClass = TokenClass | ServerTool;
