import { useMutation } from "@tanstack/react-query";
import type { AlertPreview, AlertWatch } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { useTrpcClient } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { readWatch, type RuleDraft } from "./rule-form.ts";
import { ruleTexts } from "./rule-texts.ts";
import { useFindingWords } from "./use-event-words.ts";

const MOMENTS_SHOWN = 5;

interface OutcomeProps {
  readonly preview: AlertPreview;
  /** What was tried. */
  readonly watch: Pick<AlertWatch, "groupBy">;
}

const Outcome = ({ preview, watch }: OutcomeProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(ruleTexts);
  const wordsOf = useFindingWords();
  if (preview.limitation !== null) {
    return <p>{texts.unkept}</p>;
  }
  return (
    <>
      <p className="font-medium">
        {preview.fireCount === 0 ? texts.firedNever : texts.fired(format.exact(preview.fireCount))}
      </p>
      <ul className="space-y-1 text-xs">
        {preview.moments.slice(0, MOMENTS_SHOWN).map((moment) => {
          const { title, detail } = wordsOf(moment, watch.groupBy);
          const timeMs = moment.time.getTime();
          return (
            <li key={`${timeMs} ${moment.dimension}`} title={detail ?? undefined}>
              <span className="text-ink-soft">{format.moment(timeMs)}</span> {title}
            </li>
          );
        })}
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
        {preview.data === undefined ? null : (
          <Outcome preview={preview.data} watch={preview.variables} />
        )}
      </output>
    </div>
  );
};
