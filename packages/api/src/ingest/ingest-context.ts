import type { Collector } from "./collector.ts";
import type { KeyVerifier } from "./key-verifier.ts";
import type { QuotaGate } from "../quotas/quota-gate.ts";

/** What the ingest router works with; made once a process. */
export interface IngestServices {
  readonly keys: KeyVerifier;
  readonly collector: Collector;
  readonly quotas: Pick<QuotaGate, "ask">;
}

/** What a call to the ingest router brings along. */
export interface IngestContext extends IngestServices {
  /** The token of `Authorization: Bearer`, unproven; null when there is none. */
  readonly accessToken: string | null;
}
