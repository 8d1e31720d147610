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
  reconciled: (share: string) => `Reconciled ${share}`,
  reconciledHint: "What part of the period's tokens Anthropic reports too. Opens the comparison.",
  notReconciled: "Not reconciled",
  notReconciledHint:
    "Nothing of this period was compared with Anthropic's reports yet. Opens what that needs.",
  atRisk: "Budgets at risk",
  atRiskOf: (atRisk: string, all: string) => `${atRisk} of ${all} budgets at risk.`,
  openAlerts: "Open alerts",
  allAlerts: "All alerts",
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
  reconciled: (share) => `已对账 ${share}`,
  reconciledHint: "该时段的 token 中，Anthropic 报告也有的比例。点击查看对账。",
  notReconciled: "未对账",
  notReconciledHint: "该时段尚未与 Anthropic 的报告核对。点击查看所需条件。",
  atRisk: "临近上限的预算",
  atRiskOf: (atRisk, all) => `${all} 个预算中有 ${atRisk} 个临近上限。`,
  openAlerts: "未解除的告警",
  allAlerts: "全部告警",
  allBudgets: "全部预算",
  ofLimit: (share) => `已用上限的 ${share}`,
  reachedAt: (moment) => `按当前速度将于 ${moment} 触及上限`,
};

/** The texts of the overview that stand nowhere else. */
export const overviewTexts = pageTexts(en, zhCn);
