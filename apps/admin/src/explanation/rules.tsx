import type { PricingRule } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { usePageTexts } from "../locale/page-texts.ts";
import { explanationTexts } from "./explanation-texts.ts";

/** The rules that told how something is priced, in the server's words; nothing where none did. */
export const Rules = ({
  rules,
}: {
  readonly rules: readonly PricingRule[];
}): ReactElement | null => {
  const { explain } = usePageTexts(explanationTexts);
  return rules.length === 0 ? null : (
    <div className="text-sm">
      <p className="text-ink-soft">{explain.rules}</p>
      <ul className="list-disc space-y-1 pl-5" lang="en">
        {rules.map((rule) => (
          <li key={rule.id} title={rule.source}>
            {rule.statement}
          </li>
        ))}
      </ul>
    </div>
  );
};
