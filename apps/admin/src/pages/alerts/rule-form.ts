import type { AlertFilter, AlertRule, AlertRuleDraft } from "@tokenledger/usage/alerts";
import {
  conditionDraft,
  emptyCondition,
  readCondition,
  type ConditionDraft,
} from "./condition-form.ts";

/** What stands in the boxes of a rule's form. */
export interface RuleDraft {
  readonly name: string;
  readonly condition: ConditionDraft;
  readonly groupBy: AlertRuleDraft["groupBy"];
  readonly users: string;
  readonly models: string;
  readonly features: string;
  /** Kept as they are; empty: every key. */
  readonly accessKeyIds: readonly string[];
  readonly channelIds: readonly string[];
  readonly isEnabled: boolean;
}

/** A form for a new rule. */
export const emptyRule: RuleDraft = {
  name: "",
  condition: emptyCondition,
  groupBy: "none",
  users: "",
  models: "",
  features: "",
  accessKeyIds: [],
  channelIds: [],
  isEnabled: true,
};

/** The form of a rule that stands. */
export const ruleDraft = (rule: AlertRule): RuleDraft => ({
  name: rule.name,
  condition: conditionDraft(rule.condition),
  groupBy: rule.groupBy,
  users: (rule.filter.users ?? []).join(", "),
  models: (rule.filter.models ?? []).join(", "),
  features: (rule.filter.features ?? []).join(", "),
  accessKeyIds: rule.filter.accessKeyIds ?? [],
  channelIds: rule.channelIds,
  isEnabled: rule.isEnabled,
});

const names = (text: string): string[] =>
  text
    .split(/[,，、]/u)
    .map((name) => name.trim())
    .filter((name) => name !== "");

const readFilter = ({ users, models, features, accessKeyIds }: RuleDraft): AlertFilter => ({
  users: names(users),
  models: names(models),
  features: names(features),
  accessKeyIds: [...accessKeyIds],
});

/** What a rule would watch; null while its condition is not whole. */
export const readWatch = (draft: RuleDraft) => {
  const condition = readCondition(draft.condition);
  return condition === null
    ? null
    : { condition, filter: readFilter(draft), groupBy: draft.groupBy };
};

/** The form as the server takes it; null while something is missing. */
export const readRule = (draft: RuleDraft) => {
  const watch = readWatch(draft);
  const name = draft.name.trim();
  return watch === null || name === ""
    ? null
    : { name, ...watch, channelIds: [...draft.channelIds], isEnabled: draft.isEnabled };
};
