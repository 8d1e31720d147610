import { bullmqScenario } from "./bullmq.ts";
import { collectScenario } from "./collect.ts";
import { drainScenario } from "./drain.ts";
import { endToEndScenario } from "./end-to-end.ts";
import { queriesScenario } from "./queries.ts";
import type { Scenario } from "./scenario.ts";

/** All that is measured, in the order in which it is. */
export const scenarios: readonly Scenario[] = [
  collectScenario,
  bullmqScenario,
  drainScenario,
  endToEndScenario,
  queriesScenario,
];

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name);
