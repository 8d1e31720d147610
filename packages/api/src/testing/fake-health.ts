import { UnavailableError } from "@tokenledger/usage";
import type { Clock } from "../clock.ts";
import { CollectCounters } from "../ingest/collect-counters.ts";
import { DataHealth } from "../data-health/data-health.ts";
import type { HealthSources } from "../data-health/health-sources.ts";

const away = async (): Promise<never> => Promise.reject(new UnavailableError("away"));

/** Sources of which none answers but those given; collect has seen nothing. */
export const healthOf = (
  sources: Partial<HealthSources> = {},
  clock: Clock = () => Date.UTC(2026, 10, 23),
): DataHealth =>
  new DataHealth(
    {
      backlog: away,
      bytesMax: 100,
      deadLetterCounts: away,
      collected: () => new CollectCounters().figures(),
      quality: away,
      partitions: away,
      invariants: away,
      counterChecks: away,
      latestRuns: away,
      aggregateJobs: away,
      ...sources,
    },
    clock,
  );
