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

const production = { environment: "production" } as const;

/** The twelve services, thus twelve access keys. */
export const services: readonly [Service, ...Service[]] = [
  {
    ...production,
    name: "support-chat",
    team: "support",
    weight: 24,
    rhythm: "always",
    features: [features.chat, features.docsAnswer],
    users: [0, 14],
  },
  {
    ...production,
    name: "support-triage",
    team: "support",
    weight: 16,
    rhythm: "always",
    features: [features.triage],
    users: null,
  },
  {
    ...production,
    name: "docs-assistant",
    team: "developer-relations",
    weight: 8,
    rhythm: "always",
    features: [features.docsAnswer, features.chat],
    users: [10, 30],
  },
  {
    ...production,
    name: "code-review-bot",
    team: "platform",
    weight: 7,
    rhythm: "office",
    features: [features.codeReview],
    users: [18, 34],
  },
  {
    ...production,
    name: "ide-assistant",
    team: "platform",
    weight: 20,
    rhythm: "office",
    features: [features.completion, features.agent],
    users: [18, 36],
  },
  {
    ...production,
    name: "sales-emails",
    team: "sales",
    weight: 5,
    rhythm: "office",
    features: [features.email],
    users: [14, 20],
  },
  {
    ...production,
    name: "contract-reader",
    team: "legal",
    weight: 1.5,
    rhythm: "office",
    features: [features.contract],
    users: [36, 40],
  },
  {
    ...production,
    name: "meeting-notes",
    team: "operations",
    weight: 3,
    rhythm: "office",
    features: [features.notes],
    users: [0, 40],
  },
  {
    ...production,
    name: "data-agent",
    team: "analytics",
    weight: 5,
    rhythm: "office",
    features: [features.question, features.agent],
    users: [30, 40],
  },
  {
    ...production,
    name: "translation-pipeline",
    team: "content",
    weight: 6,
    rhythm: "night",
    features: [features.translation],
    users: null,
  },
  {
    ...production,
    name: "evaluation-suite",
    team: "platform",
    weight: 3.5,
    rhythm: "night",
    features: [features.evaluation],
    users: null,
  },
  {
    name: "support-chat-staging",
    team: "support",
    environment: "staging",
    weight: 1,
    rhythm: "office",
    features: [features.chat],
    users: [0, 3],
  },
];
