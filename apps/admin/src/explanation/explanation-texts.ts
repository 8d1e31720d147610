import { pageTexts } from "../locale/page-texts.ts";

const en = {
  explain: {
    title: "Why it costs that",
    hint: "Each count times the price that was in force when the call was made.",
    count: "What",
    quantity: "Count",
    price: "Price",
    perMillion: (price: string) => `${price} per million`,
    perRequest: (price: string) => `${price} each`,
    cost: "Cost",
    waived: "not billed",
    missing: "no price",
    reasons: {
      "model-not-named": "The record names no model.",
      "model-unknown": "The price book does not know this model.",
      "no-price": "The price book has no price for these terms at that time.",
    },
    edition: (version: string) => `Edition ${version} of the price book`,
    unpriced: "No edition has priced this line yet.",
    sum: "Sum of the line",
    uncertain: "This price rests on one source, or is derived.",
    rules: "Rules that applied",
    model: "Model",
    figureTitle: "What the cost is made of",
    figureHint:
      "All calls of the period and the filters: tokens times the price in force at each call's time, largest first.",
    why: (money: string) => `What ${money} is made of`,
    whole: "Everything",
    sumOfAll: "Sum",
    unpricedLines: (count: string) => `${count} lines have no price and are not in the sum.`,
    unexplained: (money: string) =>
      `${money} of the stored cost is not accounted for by any price row. Check the sums on the health page.`,
    editions: (versions: string) => `Priced by the editions ${versions} of the price book`,
    nothing: "Nothing was used",
  },
  counts: {
    inputTokens: "Input",
    cacheWrite5mTokens: "Cache write, 5 min",
    cacheWrite1hTokens: "Cache write, 1 h",
    cacheWriteUnsplitTokens: "Cache write, unsplit",
    cacheReadTokens: "Cache read",
    outputTokens: "Output",
    webSearchRequests: "Web searches",
    webFetchRequests: "Web fetches",
  },
};

const zhCn: typeof en = {
  explain: {
    title: "费用是怎样算出的",
    hint: "每项数量乘以调用发生时生效的价格。",
    count: "项目",
    quantity: "数量",
    price: "价格",
    perMillion: (price) => `每百万 ${price}`,
    perRequest: (price) => `每次 ${price}`,
    cost: "费用",
    waived: "不计费",
    missing: "无价格",
    reasons: {
      "model-not-named": "该记录没有指明模型。",
      "model-unknown": "价目表中没有这个模型。",
      "no-price": "价目表中没有当时适用于这些条件的价格。",
    },
    edition: (version) => `价目表第 ${version} 版`,
    unpriced: "尚无版本为该行计价。",
    sum: "本行合计",
    uncertain: "该价格仅有一个来源或为推算。",
    rules: "适用的规则",
    model: "模型",
    figureTitle: "费用的构成",
    figureHint:
      "该时段与筛选条件下的全部调用：token 数乘以每次调用发生时生效的价格，金额大者在前。",
    why: (money) => `${money} 的构成`,
    whole: "全部",
    sumOfAll: "合计",
    unpricedLines: (count) => `有 ${count} 行没有价格，未计入合计。`,
    unexplained: (money) =>
      `已存费用中有 ${money} 无法由任何价格条目解释。请在“健康状况”页检查汇总。`,
    editions: (versions) => `由价目表第 ${versions} 版计价`,
    nothing: "没有用量",
  },
  counts: {
    inputTokens: "输入",
    cacheWrite5mTokens: "缓存写入（5 分钟）",
    cacheWrite1hTokens: "缓存写入（1 小时）",
    cacheWriteUnsplitTokens: "缓存写入（未区分）",
    cacheReadTokens: "缓存读取",
    outputTokens: "输出",
    webSearchRequests: "网页搜索",
    webFetchRequests: "网页抓取",
  },
};

/** The texts about why something costs what it costs. */
export const explanationTexts = pageTexts(en, zhCn);
