import type { PricingRule } from "@tokenledger/usage";
import type { Language } from "../catalogue/catalogue.ts";

/** What a rule says, and in which language: English where the page knows no other words for it. */
export interface RuleStatement {
  readonly text: string;
  readonly language: Language;
}

/** Every rule there is, by its id, as Chinese readers are told it. */
const zhCn: ReadonlyMap<string, string> = new Map([
  [
    "unsplit-cache-write-as-5m",
    "未说明有效期的缓存写入按默认的 5 分钟写入计价。若实际为 1 小时写入，则费用偏低。",
  ],
  [
    "band-of-whole-prompt",
    "价格档位由整个提示（输入、缓存读取与缓存写入）决定，并用于该行的每个 token，包括输出。",
  ],
  [
    "refusal-without-output-free",
    "尚未产生输出的拒绝，或被另一模型谢绝的尝试，会上报用量，但不计费。",
  ],
  ["provisional-is-lower-bound", "流式响应被中断：输入已知，输出只计到中断为止。该费用是下限。"],
  ["failed-call-free", "以错误结束的调用没有用量，不计费。"],
  ["unseen-usage-not-priced", "应答或其用量从未到达。它可能已生成并计费；未见到的部分按零计算。"],
  [
    "missing-labels-as-standard",
    "Anthropic 未说明服务等级、速度或地区时，按标准等级、标准速度和全球推理计价。",
  ],
  [
    "cloud-at-anthropic-list",
    "通过云平台应答：按 Anthropic 自己的价目表计价，不含该平台的加价与折扣。",
  ],
]);

/** A rule in the reader's language; one that a newer server knows and this page does not, in the server's. */
export const ruleStatement = (
  { id, statement }: Pick<PricingRule, "id" | "statement">,
  language: Language,
): RuleStatement => {
  const translated = language === "zh-CN" ? zhCn.get(id) : undefined;
  return translated === undefined
    ? { text: statement, language: "en" }
    : { text: translated, language };
};
