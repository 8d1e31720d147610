import type { UsageQuestion } from "../view/usage-question.ts";
import type { FilterName } from "../view/view-search.ts";

/** Narrows a question to the largest keys or users; other splits have few groups and are asked for whole. */
export const largestOnly = (
  question: UsageQuestion,
  split: FilterName,
  largest: readonly string[],
): UsageQuestion => {
  if (split === "key") {
    return { ...question, accessKeyIds: [...largest] };
  }
  return split === "user" ? { ...question, users: [...largest] } : question;
};
