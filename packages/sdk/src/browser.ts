throw new Error(
  "@tokenledger/sdk runs on servers: an access key must never reach a browser. Record where you call Anthropic.",
);
