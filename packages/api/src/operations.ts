import type { Aggregates } from "@tokenledger/usage";

/** What those who run the system look at and do. */
export interface Operations {
  readonly aggregates: Pick<Aggregates, "start" | "get" | "list">;
}
