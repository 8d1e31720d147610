import type { MikroORM } from "@mikro-orm/postgresql";
import type { AlertLedger } from "@tokenledger/usage/alerts";
import { createAlertChannels } from "./alert-channels.ts";
import { createAlertEvaluation } from "./alert-evaluation.ts";
import { createAlertHistory } from "./alert-history.ts";
import { createAlertOutbox } from "./alert-outbox.ts";
import { createAlertRules } from "./alert-rules.ts";

/** Alerts over PostgreSQL. */
export const createAlertLedger = (orm: MikroORM): AlertLedger => ({
  rules: createAlertRules(orm),
  channels: createAlertChannels(orm),
  history: createAlertHistory(orm),
  evaluation: createAlertEvaluation(orm),
  outbox: createAlertOutbox(orm),
});
