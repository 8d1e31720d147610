import { pageTexts } from "../../locale/page-texts.ts";

/** How a month will compare with the one before. */
export type PaceChange = "more" | "less" | "same" | "unknown";

const than: Record<PaceChange, (by: string, month: string) => string> = {
  more: (by, month) => `, ${by} more than in ${month}`,
  less: (by, month) => `, ${by} less than in ${month}`,
  same: (_, month) => `, as much as in ${month}`,
  unknown: () => "",
};

const en = {
  pace: (
    cost: string,
    month: string,
    change: { readonly kind: PaceChange; readonly by: string; readonly month: string },
  ) => `On pace for ${cost} in ${month}${than[change.kind](change.by, change.month)}.`,
  atRisk: "Budgets at risk",
  allBudgets: "All budgets",
  ofLimit: (share: string) => `${share} of the limit`,
  reachedAt: (moment: string) => `reached ${moment} at this pace`,
};

const comparedWith: typeof than = {
  more: (by, month) => `，比${month}多 ${by}`,
  less: (by, month) => `，比${month}少 ${by}`,
  same: (_, month) => `，与${month}持平`,
  unknown: () => "",
};

const zhCn: typeof en = {
  pace: (cost, month, change) =>
    `照此趋势，${month}预计为 ${cost}${comparedWith[change.kind](change.by, change.month)}。`,
  atRisk: "临近上限的预算",
  allBudgets: "全部预算",
  ofLimit: (share) => `已用上限的 ${share}`,
  reachedAt: (moment) => `按当前速度将于 ${moment} 触及`,
};

/** The texts of the overview that stand nowhere else. */
export const overviewTexts = pageTexts(en, zhCn);
