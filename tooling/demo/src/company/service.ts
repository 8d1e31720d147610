import { features, type Feature } from "./feature.ts";

/** When a service is busy. `office`: working hours in Europe. `always`: round the clock, less at night. `night`: jobs after midnight. */
export type Rhythm = "office" | "always" | "night";

/** One service of the made-up company. It has an access key of its own. */
export interface Service {
  /** Also the name of its access key. */
  readonly name: string;
  readonly team: string;
  readonly environment: "production" | "staging";
  /** Its part of all calls, against the other services. */
  readonly weight: number;
  readonly rhythm: Rhythm;
  readonly features: readonly [Feature, ...Feature[]];
  /** Which of the users call it: from, to (not included). Null: nobody in particular. */
  readonly users: readonly [number, number] | null;
}

type Row = readonly [
  Service["name"],
  Service["team"],
  Service["weight"],
  Rhythm,
  Service["features"],
  Service["users"],
];

const row = ([name, team, weight, rhythm, used, users]: Row): Service => ({
  name,
  team,
  environment: "production",
  weight,
  rhythm,
  features: used,
  users,
});

const { chat, docsAnswer, completion, agent, question } = features;

/** The twelve services, thus twelve access keys: name, team, weight, rhythm, features, users. */
export const services: readonly [Service, ...Service[]] = [
  row(["support-chat", "support", 24, "always", [chat, docsAnswer], [0, 14]]),
  row(["support-triage", "support", 16, "always", [features.triage], null]),
  row(["docs-assistant", "developer-relations", 8, "always", [docsAnswer, chat], [10, 30]]),
  row(["code-review-bot", "platform", 7, "office", [features.codeReview], [18, 34]]),
  row(["ide-assistant", "platform", 20, "office", [completion, agent], [18, 36]]),
  row(["sales-emails", "sales", 5, "office", [features.email], [14, 20]]),
  row(["contract-reader", "legal", 1.5, "office", [features.contract], [36, 40]]),
  row(["meeting-notes", "operations", 3, "office", [features.notes], [0, 40]]),
  row(["data-agent", "analytics", 5, "office", [question, agent], [30, 40]]),
  row(["translation-pipeline", "content", 6, "night", [features.translation], null]),
  row(["evaluation-suite", "platform", 3.5, "night", [features.evaluation], null]),
  {
    ...row(["support-chat-staging", "support", 1, "office", [chat], [0, 3]]),
    environment: "staging",
  },
];
