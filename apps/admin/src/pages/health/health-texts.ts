import type { DeadLetterReason, ReplayOutcome } from "@tokenledger/usage";
import { pageTexts } from "../../locale/page-texts.ts";
import type { StageName } from "./pipeline-stages.ts";

const en = {
  intro: "Whether the figures can be trusted: every part of the way from a call to a sum.",
  pipeline: "The way of a record",
  pipelineHint: "Numbers of now, asked for again every two seconds.",
  stages: {
    collect: "Accepted",
    buffer: "Buffer",
    flusher: "Flusher",
    ledger: "Ledger",
    sums: "Sums",
    aside: "Put aside",
  } satisfies Record<StageName, string>,
  stageHints: {
    collect: "records since this server started",
    buffer: "records waiting",
    flusher: "seconds the oldest record has waited",
    ledger: "records in 2 days",
    sums: "sums that differ",
    aside: "records not counted",
  } satisfies Record<StageName, string>,
  rate: (count: string) => `${count} a second`,
  figures: "Figures",
  status: { ok: "well", warn: "look at it", bad: "act now", unknown: "unknown" },
  letters: "Records put aside",
  noLetters: "Every record could be counted.",
  counts: (open: string, all: string) => `${open} open of ${all}`,
  reasons: {
    id_reuse_conflict: "Another record under the same id",
    value_refused: "A value the ledger refuses",
    ends_reader: "Ended every process that committed it",
  } satisfies Record<DeadLetterReason, string>,
  replay: "Try again",
  replayTitle: "Count them after all?",
  replayHint:
    "What can be counted is counted once for ever; the rest stays put aside. First, what would become of each of the next hundred:",
  outcomes: {
    counted: "can be counted",
    already_counted: "is counted already",
    id_reuse_conflict: "is another record's id",
    invalid: "is invalid",
    refused: "is refused still",
    resolved: "is dealt with",
  } satisfies Record<ReplayOutcome, string>,
  nothingToDo: "None of them can be counted.",
};

const zhCn: typeof en = {
  intro: "数字是否可信：从一次调用到汇总的每一步。",
  pipeline: "记录的路径",
  pipelineHint: "当前数字，每两秒更新一次。",
  stages: {
    collect: "已接收",
    buffer: "缓冲区",
    flusher: "刷写进程",
    ledger: "账本",
    sums: "汇总",
    aside: "被搁置",
  },
  stageHints: {
    collect: "条，自本服务启动以来",
    buffer: "条等待中",
    flusher: "秒，最早一条的等待时间",
    ledger: "条，最近 2 天",
    sums: "项汇总不一致",
    aside: "条未计入",
  },
  rate: (count) => `每秒 ${count} 条`,
  figures: "各项状态",
  status: { ok: "正常", warn: "需留意", bad: "需立即处理", unknown: "未知" },
  letters: "被搁置的记录",
  noLetters: "所有记录均已计入。",
  counts: (open, all) => `${open} 条待处理，共 ${all} 条`,
  reasons: {
    id_reuse_conflict: "同一标识下另有记录",
    value_refused: "账本拒绝的值",
    ends_reader: "使每个处理它的进程终止",
  },
  replay: "重试",
  replayTitle: "重新计入这些记录？",
  replayHint: "能计入的将永久计入一次，其余继续搁置。接下来一百条的预演结果：",
  outcomes: {
    counted: "可以计入",
    already_counted: "已经计入",
    id_reuse_conflict: "标识属于另一条记录",
    invalid: "无效",
    refused: "仍被拒绝",
    resolved: "已处理",
  },
  nothingToDo: "没有可以计入的记录。",
};

/** The texts of the health page. */
export const healthTexts = pageTexts(en, zhCn);
