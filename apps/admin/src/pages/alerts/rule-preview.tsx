import { useMutation } from "@tanstack/react-query";
import type { AlertPreview } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { useTrpcClient } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { readWatch, type RuleDraft } from "./rule-form.ts";
import { ruleTexts } from "./rule-texts.ts";

const MOMENTS_SHOWN = 5;

const Outcome = ({ preview }: { readonly preview: AlertPreview }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(ruleTexts);
  if (preview.limitation !== null) {
    return <p lang="en">{preview.limitation}</p>;
  }
  return (
    <>
      <p className="font-medium">
        {preview.fireCount === 0 ? texts.firedNever : texts.fired(format.exact(preview.fireCount))}
      </p>
      <ul className="space-y-1 text-xs">
        {preview.moments.slice(0, MOMENTS_SHOWN).map(({ time, title, summary }) => (
          <li key={`${time.getTime()} ${title}`} title={summary}>
            <span className="text-ink-soft">{format.moment(time.getTime())}</span>{" "}
            <span lang="en">{title}</span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** How often the rule in the boxes would have fired over the last 30 days; asked by a click. */
export const RulePreview = ({ draft }: { readonly draft: RuleDraft }): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const client = useTrpcClient();
  const watch = readWatch(draft);
  const preview = useMutation({
    mutationFn: async (asked: NonNullable<typeof watch>) => client.alerts.preview.query(asked),
  });
  return (
    <div className="col-span-2 space-y-2 rounded-md bg-sunken p-3 text-sm">
      <Button
        disabled={watch === null || preview.isPending}
        onClick={() => {
          if (watch !== null) {
            preview.mutate(watch);
          }
        }}
      >
        {preview.isPending ? texts.previewing : texts.preview}
      </Button>
      {watch === null ? <p className="text-xs text-ink-soft">{texts.invalid}</p> : null}
      <FaultText error={preview.error} />
      <output className="block space-y-2">
        {preview.data === undefined ? null : <Outcome preview={preview.data} />}
      </output>
    </div>
  );
};
