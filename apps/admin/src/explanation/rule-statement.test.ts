import { pricingRules } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { ruleStatement } from "./rule-statement.ts";

test("every rule is told in the reader's language", () => {
  for (const rule of Object.values(pricingRules)) {
    expect(ruleStatement(rule, "en")).toEqual({ text: rule.statement, language: "en" });
    const { text, language } = ruleStatement(rule, "zh-CN");
    expect([rule.id, language]).toEqual([rule.id, "zh-CN"]);
    expect(text).toMatch(/\p{Script=Han}/u);
  }
});

test("a rule that this page does not know is told as the server says it", () => {
  const rule = { id: "of-a-newer-server", statement: "Something else is billed." };
  expect(ruleStatement(rule, "zh-CN")).toEqual({ text: rule.statement, language: "en" });
});
