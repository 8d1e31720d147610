import type { AggregateJobKind, AggregateJobState } from "@tokenledger/usage";
import { pageTexts } from "../../locale/page-texts.ts";

const en = {
  began: "Began",
  state: "State",
  jobs: "Checks and rebuilds of the sums",
  jobsHint:
    "A check compares the stored sums with the records and mends what differs; a rebuild sums anew. Both run while records come in.",
  noJobs: "None yet",
  job: "Job",
  jobKinds: { verify: "Check", rebuild: "Rebuild" } satisfies Record<AggregateJobKind, string>,
  jobStates: {
    queued: "Queued",
    running: "Running",
    done: "Done",
    failed: "Failed",
  } satisfies Record<AggregateJobState, string>,
  dry: "dry run",
  days: "Days",
  by: "By",
  byFor: (actor: string, reason: string) => `${actor}: ${reason}`,
  hourly: "the hourly check",
  daysDone: "Days done",
  differences: "Differences",
  verify: "Check and mend",
  verifyTitle: "Check the sums?",
  verifyHint: (days: string) =>
    `The sums of ${days} are compared with the records. What differs is made what the records say, and listed.`,
  dryRebuild: "Rebuild, dry run",
  rebuild: "Rebuild",
  rebuildHint: (days: string) => `The sums of ${days} are made anew from the records.`,
};

const zhCn: typeof en = {
  began: "开始时间",
  state: "状态",
  jobs: "汇总的检查与重建",
  jobsHint: "检查会将已存汇总与记录比对并修正差异；重建则重新汇总。两者均可在记录写入时进行。",
  noJobs: "暂无",
  job: "任务",
  jobKinds: { verify: "检查", rebuild: "重建" },
  jobStates: { queued: "排队中", running: "进行中", done: "已完成", failed: "失败" },
  dry: "试运行",
  days: "日期",
  by: "发起人",
  byFor: (actor, reason) => `${actor}：${reason}`,
  hourly: "每小时的检查",
  daysDone: "已完成天数",
  differences: "差异",
  verify: "检查并修正",
  verifyTitle: "检查汇总？",
  verifyHint: (days) => `将 ${days} 的汇总与记录比对；不一致之处会按记录修正并列出。`,
  dryRebuild: "重建（试运行）",
  rebuild: "重建",
  rebuildHint: (days) => `将根据记录重新汇总 ${days}。`,
};

/** The texts of the sums that are checked and made anew. */
export const sumsTexts = pageTexts(en, zhCn);
