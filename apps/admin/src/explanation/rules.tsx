import type { PricingRule } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { explanationTexts } from "./explanation-texts.ts";
import { ruleStatement } from "./rule-statement.ts";

/** The rules that told how something is priced; nothing where none did. */
export const Rules = ({
  rules,
}: {
  readonly rules: readonly PricingRule[];
}): ReactElement | null => {
  const { language } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  return rules.length === 0 ? null : (
    <div className="text-sm">
      <p className="text-ink-soft">{explain.rules}</p>
      <ul className="list-disc space-y-1 pl-5">
        {rules.map((rule) => {
          const said = ruleStatement(rule, language);
          return (
            <li key={rule.id} lang={said.language} title={rule.source}>
              {said.text}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
