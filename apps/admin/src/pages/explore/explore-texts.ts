import { pageTexts } from "../../locale/page-texts.ts";
import type { Comparison, RollUp } from "./explore-search.ts";

const en = {
  intro: "Any figure, by anything, over any time. The address holds the whole question: send it.",
  question: "Question",
  metric: "Show",
  by: "By",
  sub: "And by",
  whole: "Nothing (whole)",
  top: "Groups",
  topOf: (count: string) => `Top ${count}`,
  roll: "Bars",
  auto: "Automatic",
  rolls: { hour: "By hour", day: "By day", month: "By month" } satisfies Record<RollUp, string>,
  running: "Running total",
  compare: "Compare with",
  comparisons: { none: "Nothing", prev: "Period before", year: "Year before" } satisfies Record<
    Comparison | "none",
    string
  >,
  compared: (days: string) => `Changes are against ${days}.`,
  chartTitle: (metric: string, by: string) => `${metric} by ${by}`,
  table: "Table",
  tableHint: "Every figure to the last digit on hover",
  group: "Group",
  all: "All",
  change: "Change",
  changeHint: (days: string) => `Against ${days}`,
  failed: "Failed",
  perThousand: "Per 1,000 requests",
  perThousandHint: "Cost of a thousand requests at this mix",
  use: "Use this question",
  useHint:
    "The same question as code and as a call. Both need a session's token; see the SDK's README for one.",
  tabs: { trpc: "tRPC (TypeScript)", curl: "curl", cli: "Command line" },
};

const zhCn: typeof en = {
  intro: "任意指标、任意维度、任意时间。地址即完整的问题，可直接分享。",
  question: "问题",
  metric: "指标",
  by: "维度",
  sub: "次级维度",
  whole: "不拆分（合计）",
  top: "分组数",
  topOf: (count) => `前 ${count} 名`,
  roll: "粒度",
  auto: "自动",
  rolls: { hour: "按小时", day: "按天", month: "按月" },
  running: "累计",
  compare: "对比",
  comparisons: { none: "不对比", prev: "上一周期", year: "去年同期" },
  compared: (days) => `变化与 ${days} 相比。`,
  chartTitle: (metric, by) => `${metric}（按${by}）`,
  table: "表格",
  tableHint: "悬停可查看完整数字",
  group: "分组",
  all: "全部",
  change: "变化",
  changeHint: (days) => `与 ${days} 相比`,
  failed: "失败",
  perThousand: "每千次请求",
  perThousandHint: "按此构成，一千次请求的费用",
  use: "使用此问题",
  useHint: "同一问题的代码与调用形式。两者都需要会话令牌，获取方式见 SDK 的 README。",
  tabs: { trpc: "tRPC（TypeScript）", curl: "curl 命令", cli: "命令行" },
};

/** The texts of the explorer. */
export const exploreTexts = pageTexts(en, zhCn);
