import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterOutputs } from "@trpc/server";
import type { Language } from "../../catalogue/catalogue.ts";
import type { Formatter } from "../../format/formatter.ts";

/** One figure of the state of the data, as the server tells it. */
export type Figure = inferRouterOutputs<AdminRouter>["admin"]["dataHealth"]["figures"][number];

/** What is said of a figure, and what to do about it. */
export interface Words {
  readonly sentence: string;
  readonly action: string | null;
}

const listed = (details: readonly string[]): string =>
  details.length === 0 ? "" : `：${details.join("、")}`;

/** `count`: the figure's value as text; `0` where there is none. */
type Writer = (count: string, details: readonly string[], figure: Figure) => Words;

const flusher = "请确认刷写进程在运行，且 PostgreSQL 可用。";
const scheduler = "请确认调度进程在运行。";

/** The sentences of every figure the server tells, by its name. */
const zhCn: Readonly<Record<string, Writer>> = {
  "backlog.lag": (count) => ({
    sentence: `尚未写入账本的最早一条记录已等待 ${count} 秒。`,
    action: flusher,
  }),
  "backlog.records": (count) => ({
    sentence: `${count} 条记录已接收，等待写入账本。`,
    action: flusher,
  }),
  "backlog.share": (share) => ({
    sentence: `缓冲区已用 ${share} %；达到 100 % 时调用方会被告知稍后再来。`,
    action: flusher,
  }),
  "dead_letters.open": (count, details) => ({
    sentence:
      count === "0"
        ? "没有被搁置而未处理的记录。"
        : `${count} 条记录被搁置，未计入${listed(details)}。`,
    action: "请在下方查看被搁置的记录，能计入的可重试。",
  }),
  "quality.unpriced": (count, details) => ({
    sentence: `最近 2 天有 ${count} 条记录没有价格${listed(details)}。`,
    action: "请为这些模型添加价格，然后对该时段重新计价。",
  }),
  "quality.provisional": (share, [count]) => ({
    sentence: `最近 2 天的 ${count ?? 0} 条记录中有 ${share} % 只是下限：其流式响应被中断。`,
    action: "请查明哪些调用方中断了流式响应，以及原因。",
  }),
  "quality.doubled_messages": (count) => ({
    sentence: `最近 2 天有 ${count} 个消息标识对应多个事件标识：同一次调用被记录了两次。`,
    action: "请找出以两种方式记录同一次调用的调用方。",
  }),
  "quality.unknown_fields": (count, details) => ({
    sentence:
      count === "0"
        ? "最近 2 天的所有用量字段均已读取。"
        : `最近 2 天有 ${count} 条记录带有未读取的用量字段${listed(details)}。`,
    action: "请查看更新的版本是否读取这些字段。没有丢失任何内容：此类用量按原样保存。",
  }),
  "quality.clock_ahead": (count, [seconds]) => ({
    sentence:
      count === "0"
        ? "最近 2 天没有早于发生时间入库的记录。"
        : `最近 2 天有 ${count} 条记录早于其发生时间入库，最多提前 ${seconds ?? 0} 秒：时钟不一致。`,
    action: "请让同一时间服务校准所有机器的时钟。",
  }),
  "partitions.next": (count, _, { status }) => ({
    sentence: `下月分区 ${count} ${status === "ok" ? "已就绪" : "缺失"}。`,
    action: `${scheduler}它每天创建分区。`,
  }),
  "partitions.default_rows": (count) => ({
    sentence: `${count} 行不属于任何月份的分区；它们已计入，但无法按月清除。`,
    action: "请把它们移入所属月份的分区。",
  }),
  "invariants.differences": (count, details) => ({
    sentence:
      count === "0"
        ? "最近 2 天的汇总与记录一致。"
        : `最近 2 天至少有 ${count} 项汇总与记录不一致${listed(details)}。`,
    action: "请对这几天的汇总执行检查并报告：这是程序错误。",
  }),
  "counters.drift": (count, [time], { value }) => ({
    sentence:
      value === null
        ? "运行中的计数器从未与账本核对过。"
        : `最近一次核对计数器（${time ?? ""}）发现 ${count} 处偏差并已修正。`,
    action: `${scheduler}反复出现的偏差是程序错误。`,
  }),
  "jobs.failed": (failed, [count, ...jobs]) => ({
    sentence:
      count === "0"
        ? "尚未运行过任何计划任务。"
        : `${count ?? 0} 个计划任务中有 ${failed} 个失败或停止响应${listed(jobs)}。`,
    action: `${scheduler}并查看其日志。`,
  }),
  "aggregates.failed": (failed, [count, differing]) => ({
    sentence: `最近 ${count ?? 0} 次汇总检查与重建中，${failed} 次失败，${differing ?? 0} 次发现差异。`,
    action: "请查看该任务的说明，并重新启动。",
  }),
  "collect.accepted": (count) => ({
    sentence: `本服务进程启动以来接收了 ${count} 条记录。`,
    action: null,
  }),
  "collect.duplicate": (count) => ({
    sentence: `本服务进程启动以来有 ${count} 条记录曾重复发送，只计一次。`,
    action: null,
  }),
};

const zhGroups: Readonly<Record<Figure["group"], string>> = {
  backlog: "积压",
  "dead letters": "被搁置的记录",
  quality: "数据质量",
  collect: "接收",
  partitions: "分区",
  invariants: "一致性",
  counters: "计数器",
  jobs: "计划任务",
  aggregates: "汇总",
};

const REFUSED = "collect.rejected.";

const chinese = (figure: Figure, format: Formatter): Words => {
  const { name, value, group, details = [] } = figure;
  const told = (part: string | number): string =>
    typeof part === "number" ? format.exact(part) : part;
  const count = told(value ?? 0);
  const write = zhCn[name];
  if (write !== undefined) {
    return write(count, details.map(told), figure);
  }
  return name.startsWith(REFUSED)
    ? {
        sentence: `本服务进程启动以来有 ${count} 条记录被拒绝：${name.slice(REFUSED.length)}。`,
        action: "请查看发送方 SDK 报告的被拒绝记录。",
      }
    : {
        sentence: `未能及时读取“${zhGroups[group]}”的状态。`,
        action: "请确认各存储可用，然后重试。",
      };
};

/** A figure in the reader's language: English as the server says it, Chinese by its name and its values. */
export const figureWords = (figure: Figure, language: Language, format: Formatter): Words => {
  if (language === "en") {
    return { sentence: figure.sentence, action: figure.action };
  }
  const { sentence, action } = chinese(figure, format);
  return { sentence, action: figure.action === null ? null : action };
};

/** A part of the system in the reader's language. */
export const groupName = (group: Figure["group"], language: Language): string =>
  language === "en" ? group : zhGroups[group];
