import type { AlertKind } from "@tokenledger/usage/alerts";
import type { AlertMetric } from "./alert-measure.ts";
import { pageTexts } from "../../locale/page-texts.ts";

/** Figures of an event, already written in the reader's language. */
export interface EventFigures {
  readonly metric: AlertMetric;
  readonly value: string;
  readonly threshold: string;
}

/** What fired, with its figures: one line, and a second where there is more to say. */
interface EventText {
  readonly title: (figures: EventFigures) => string;
  readonly detail: (figures: EventFigures) => string | null;
  /** What to do next. */
  readonly advice: string;
}

/** Data health watches two things, each with words of its own. */
export type EventKind = Exclude<AlertKind, "data_health"> | "dead_letters" | "lag";

/** How an event of every kind is told in one language. */
export interface EventTexts {
  readonly about: (subject: string, what: string) => string;
  readonly during: (period: string, figures: string) => string;
  readonly kinds: Readonly<Record<EventKind, EventText>>;
}

const enMetrics: Readonly<Record<AlertMetric, string>> = {
  spend: "spend",
  tokens: "tokens",
  requests: "requests",
};

const enFrom = ({ threshold }: EventFigures): string => `fires from ${threshold}`;

const en: EventTexts = {
  about: (subject, what) => `${subject}: ${what}`,
  during: (period, figures) => `${period}: ${figures}`,
  kinds: {
    threshold: {
      title: ({ metric, threshold }) => `${enMetrics[metric]} reached ${threshold}`,
      detail: ({ value }) => `${value} when it fired`,
      advice: "Look at who uses most, and set a budget if it must stop.",
    },
    quota: {
      title: ({ threshold }) => `${threshold} of the budget is used`,
      detail: ({ value }) => `${value} when it fired`,
      advice: "Raise the budget, or tell its users before calls are refused.",
    },
    forecast: {
      title: ({ metric, threshold }) =>
        `${enMetrics[metric]} will exceed ${threshold} at this pace`,
      detail: ({ value }) => `on pace for ${value}`,
      advice: "Look at what grows, and lower it or raise the budget before then.",
    },
    burn_rate: {
      title: ({ value }) => `a limit burns too fast, at ${value} of the pace it allows`,
      detail: enFrom,
      advice: "Look at what started in the last hours.",
    },
    anomaly: {
      title: ({ value }) => `an unusual day, at ${value} of what is usual`,
      detail: enFrom,
      advice: "Compare the day with the week before, by model and feature.",
    },
    error_rate: {
      title: ({ value }) => `${value} of requests failed`,
      detail: enFrom,
      advice: "Look at the outcomes and error types of the latest requests.",
    },
    no_data: {
      title: ({ threshold }) => `no records for ${threshold}`,
      detail: () => null,
      advice: "See whether the service runs, its key is enabled, and its spool is empty.",
    },
    unpriced: {
      title: ({ value }) => `${value} requests of seven days have no price`,
      detail: enFrom,
      advice: "Add the price; what was recorded before is then priced by itself.",
    },
    dead_letters: {
      title: ({ value }) => `${value} records could not be committed`,
      detail: enFrom,
      advice: "Read their reasons under Health, mend the cause and replay them.",
    },
    lag: {
      title: ({ value }) => `the ledger is ${value} behind`,
      detail: enFrom,
      advice: "See whether a flusher runs and PostgreSQL takes writes.",
    },
  },
};

const zhMetrics: Readonly<Record<AlertMetric, string>> = {
  spend: "费用",
  tokens: "token 用量",
  requests: "请求数",
};

const zhFrom = ({ threshold }: EventFigures): string => `达到 ${threshold} 即触发`;

const zhCn: EventTexts = {
  about: (subject, what) => `${subject}：${what}`,
  during: (period, figures) => `${period}，${figures}`,
  kinds: {
    threshold: {
      title: ({ metric, threshold }) => `${zhMetrics[metric]}达到 ${threshold}`,
      detail: ({ value }) => `触发时为 ${value}`,
      advice: "查看谁用得最多；如需制止，请设置预算。",
    },
    quota: {
      title: ({ threshold }) => `预算已用 ${threshold}`,
      detail: ({ value }) => `触发时为 ${value}`,
      advice: "提高预算，或在调用被拒绝之前告知使用者。",
    },
    forecast: {
      title: ({ metric, threshold }) => `按目前速度，${zhMetrics[metric]}将超过 ${threshold}`,
      detail: ({ value }) => `预计将达 ${value}`,
      advice: "查看增长来自哪里，及时降低用量或提高预算。",
    },
    burn_rate: {
      title: ({ value }) => `上限消耗过快，为允许速度的 ${value}`,
      detail: zhFrom,
      advice: "查看最近几小时内新出现的用量。",
    },
    anomaly: {
      title: ({ value }) => `当日用量异常，为往常的 ${value}`,
      detail: zhFrom,
      advice: "按模型和功能，将当日与一周前对比。",
    },
    error_rate: {
      title: ({ value }) => `${value} 的请求失败`,
      detail: zhFrom,
      advice: "查看最近请求的结果和错误类型。",
    },
    no_data: {
      title: ({ threshold }) => `已有 ${threshold}没有记录`,
      detail: () => null,
      advice: "检查服务是否在运行、密钥是否启用、本地暂存是否已清空。",
    },
    unpriced: {
      title: ({ value }) => `七天内有 ${value} 次请求没有价格`,
      detail: zhFrom,
      advice: "补上价格后，此前的记录会自动计价。",
    },
    dead_letters: {
      title: ({ value }) => `${value} 条记录未能入账`,
      detail: zhFrom,
      advice: "在“健康状况”页查看原因，排除故障后重新入账。",
    },
    lag: {
      title: ({ value }) => `账本落后 ${value}`,
      detail: zhFrom,
      advice: "检查 flusher 是否在运行、PostgreSQL 能否写入。",
    },
  },
};

/** How an event is told. */
export const eventTexts = pageTexts(en, zhCn);
