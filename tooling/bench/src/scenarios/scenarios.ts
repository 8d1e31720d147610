import { backlogScenario } from "./backlog.ts";
import { bullmqScenario } from "./bullmq.ts";
import { collectScenario } from "./collect.ts";
import { drainScenario } from "./drain.ts";
import { endToEndScenario } from "./end-to-end.ts";
import { exportsScenario } from "./exports.ts";
import { queriesScenario } from "./queries.ts";
import { quotaScenario } from "./quota.ts";
import { recordScenario } from "./record.ts";
import type { Scenario } from "./scenario.ts";
import { shardsScenario } from "./shards.ts";
import { startUpScenario } from "./start-up.ts";
import { steadyScenario } from "./steady.ts";

/** All that is measured, in the order in which it is. */
export const scenarios: readonly Scenario[] = [
  startUpScenario,
  collectScenario,
  bullmqScenario,
  recordScenario,
  drainScenario,
  endToEndScenario,
  steadyScenario,
  backlogScenario,
  shardsScenario,
  quotaScenario,
  exportsScenario,
  queriesScenario,
];

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name);
