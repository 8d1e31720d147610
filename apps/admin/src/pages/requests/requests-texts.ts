import { pageTexts } from "../../locale/page-texts.ts";

const en = {
  histogram: "Requests over time",
  histogramHint: "Bars, one per period, by how the calls ended. A bar leads to its own period.",
  parts: { complete: "Complete", cut: "Cut short", error: "Error" },
  newRecords: (count: string) => `${count} newer: back to the newest`,
  toNewest: "Back to the newest",
  loadingOlder: "Fetching older records…",
  cut: "More came at once than can be followed: some of the newest are missing here. Reload the page to see them.",
  shown: (count: string) => `${count} records fetched`,
};

const zhCn: typeof en = {
  histogram: "请求随时间的分布",
  histogramHint: "每个时段一根柱，按调用结果分段。点击柱形可查看该时段。",
  parts: { complete: "完成", cut: "中断", error: "错误" },
  newRecords: (count) => `有 ${count} 条更新的记录：回到最新`,
  toNewest: "回到最新",
  loadingOlder: "正在获取更早的记录…",
  cut: "同时到达的记录过多，部分最新记录未显示。请刷新页面查看。",
  shown: (count) => `已获取 ${count} 条记录`,
};

/** The texts of the requests' page that stand nowhere else. */
export const requestsTexts = pageTexts(en, zhCn);
