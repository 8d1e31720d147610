/** Pages to look at, by the name of their picture: the address, and what must be there before the picture is taken. */
export const pages: Readonly<Record<string, string>> = {
  overview: "/",
  "overview-table": "/?view=table&compare=prev&range=30d",
  explore: "/explore",
  "explore-pivot": "/explore?by=key&sub=model&compare=prev&sum=running&range=30d",
  models: "/models",
  requests: "/requests",
  keys: "/keys",
  users: "/users",
  key: "/keys/2",
  user: "/users/2",
  prices: "/prices",
  "prices-model": "/prices?open=claude-sonnet-4-5",
  "prices-editions": "/prices?tab=editions",
  reprice: "/prices?tab=reprice",
  budgets: "/budgets",
  setup: "/setup",
};
