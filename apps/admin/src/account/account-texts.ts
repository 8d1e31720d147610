import { pageTexts } from "../locale/page-texts.ts";

const en = {
  password: "Password",
  forced: "Choose your own password",
  forcedHint: "Somebody else chose the one you have. Nothing else is possible until you change it.",
  fields: {
    current: "Current password",
    next: "New password, at least 12 characters",
    again: "New password again",
  },
  differ: "The two new passwords are not the same.",
  change: "Change password",
  changed: "Changed. Your other sessions have ended.",
};

/** The texts about one's own password. */
export const accountTexts = pageTexts(en, {
  password: "密码",
  forced: "请设置您自己的密码",
  forcedHint: "当前密码由他人设定。更改之前无法进行其他操作。",
  fields: { current: "当前密码", next: "新密码，至少 12 个字符", again: "再次输入新密码" },
  differ: "两次输入的新密码不一致。",
  change: "更改密码",
  changed: "已更改。您的其他会话已结束。",
});
