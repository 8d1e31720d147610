/**
 * What delivery is doing. `waiting`: for more records or for its interval. `held`: the server refuses us; probed once a minute. `away`: it does not answer.
 */
export type DeliveryState = "idle" | "waiting" | "sending" | "held" | "away" | "closed";
