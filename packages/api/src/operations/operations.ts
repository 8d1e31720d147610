import type { Aggregates, DeadLetters } from "@tokenledger/usage";
import type { DataHealth } from "../data-health/data-health.ts";

/** What those who run the system look at and do. */
export interface Operations {
  readonly aggregates: Pick<Aggregates, "start" | "get" | "list">;
  readonly deadLetters: Pick<DeadLetters, "list" | "counts" | "replay">;
  readonly health: Pick<DataHealth, "report">;
}
