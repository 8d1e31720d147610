import { pageTexts } from "../locale/page-texts.ts";

const en = {
  rotate: "Rotate",
  title: (name: string) => `Rotate ${name}`,
  hint: "The key gets a new secret, shown once. The one in force now is taken until the moment chosen.",
  overlap: "Old secret is taken",
  overlaps: { "0": "not a moment longer", "1": "1 day", "7": "7 days", "30": "30 days" },
  lastUsed: "Last used",
  never: "never",
  rotated: "Rotated",
  before: "Secret before",
  takenUntil: (last4: string, moment: string) => `…${last4}, taken until ${moment}`,
  over: (last4: string, moment: string) => `…${last4}, ended ${moment}`,
};

/** The texts about a key's use and its rotation. */
export const rotateTexts = pageTexts(en, {
  rotate: "轮换",
  title: (name) => `轮换 ${name}`,
  hint: "密钥将获得仅显示一次的新密钥。现有密钥在所选时刻之前仍然有效。",
  overlap: "旧密钥继续有效",
  overlaps: { "0": "立即失效", "1": "1 天", "7": "7 天", "30": "30 天" },
  lastUsed: "最近使用",
  never: "从未",
  rotated: "轮换时间",
  before: "上一密钥",
  takenUntil: (last4, moment) => `…${last4}，有效至 ${moment}`,
  over: (last4, moment) => `…${last4}，已于 ${moment} 失效`,
});
