import { pageTexts } from "../../locale/page-texts.ts";

const en = {
  intro:
    "What each model was used for, what a million of its tokens costs now, and what caching saves.",
  used: "Models in use",
  usedHint: "US dollars per million tokens in force now, standard tier, short prompts",
  model: "Model",
  input: "Input price",
  output: "Output price",
  cacheRead: "Cache read price",
  whatIf: "What if",
  whatIfHint:
    "The same tokens at another model's prices of today, each on its own terms. Another model would write and read differently: a rule of thumb.",
  ifFrom: "Usage of",
  ifTo: "at the prices of",
  ifChoose: "Choose a model",
  ifNow: "It cost",
  ifThen: "It would have cost",
  ifDifference: "Difference",
  ifUnpriced: "Some of it has no price on that model, and is not in the sum.",
  cache: "Cache economics",
  cacheHint:
    "By key, feature and model, at the price of each call; what is most worth changing first.",
  latestOnly: (from: string) =>
    `So many calls are not read at once: these are the latest ones, since ${from}.`,
  noCache: "No cache was used in this period",
  key: "Access key",
  feature: "Feature",
  saving: "Saved by reads",
  savingHint: "What the reads cost less than the same tokens as plain input",
  premium: "Paid for writes",
  premiumHint: "What the writes cost more than the same tokens as plain input",
  net: "Net",
  unread: "Written, never read",
  unreadHint: "What was written beyond all that was read: a lower bound",
  oneHour: "1 h instead of 5 min",
  oneHourHint: "What one-hour writes would have saved, by the pauses seen: an estimate",
};

const zhCn: typeof en = {
  intro: "每个模型的用量、当前每百万 token 的价格，以及缓存节省的费用。",
  used: "使用中的模型",
  usedHint: "当前生效的每百万 token 美元价格，标准服务等级，短提示",
  model: "模型",
  input: "输入价格",
  output: "输出价格",
  cacheRead: "缓存读取价格",
  whatIf: "假设比较",
  whatIfHint:
    "同样的 token 按另一模型当前的价格计算，各按其自身条件。换用模型后的读写会有不同：仅供参考。",
  ifFrom: "用量来自",
  ifTo: "按此模型的价格",
  ifChoose: "选择模型",
  ifNow: "实际费用",
  ifThen: "假设费用",
  ifDifference: "差额",
  ifUnpriced: "其中一部分在该模型上没有价格，未计入合计。",
  cache: "缓存经济性",
  cacheHint: "按密钥、功能与模型，以每次调用的价格计算；最值得调整的排在最前。",
  latestOnly: (from: string) => `调用过多，无法一次读取：此处为 ${from} 以来最近的调用。`,
  noCache: "该时间范围内没有使用缓存",
  key: "访问密钥",
  feature: "功能",
  saving: "读取节省",
  savingHint: "与同等 token 作为普通输入相比，读取少花的费用",
  premium: "写入多付",
  premiumHint: "与同等 token 作为普通输入相比，写入多花的费用",
  net: "净节省",
  unread: "写入而未读取",
  unreadHint: "写入超出全部读取的部分：下限",
  oneHour: "改用 1 小时",
  oneHourHint: "按观察到的间隔，一小时写入可节省的费用（估算）",
};

/** The texts of the models' page. */
export const modelsTexts = pageTexts(en, zhCn);
