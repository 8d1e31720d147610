import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { auditTexts } from "./audit-texts.ts";
import { useVerification, type Verdict } from "./use-verification.ts";

const VerdictText = ({ verdict }: { readonly verdict: Verdict }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(auditTexts);
  const { broken, checked } = verdict;
  return (
    <output className="flex flex-wrap items-center gap-2">
      <Badge tone={broken === null ? "good" : "bad"}>
        {broken === null ? texts.whole : texts.broken}
      </Badge>
      <span>
        {broken === null
          ? texts.wholeText(format.exact(checked), checked)
          : texts.brokenText(broken.seq, texts.faults[broken.fault])}
      </span>
    </output>
  );
};

/** Whether the log is whole: its chain of hashes followed from the first entry to the last. */
export const VerifyCard = (): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(auditTexts);
  const { verify, progress } = useVerification();
  return (
    <Card
      actions={
        <Button
          disabled={verify.isPending}
          onClick={() => {
            verify.mutate();
          }}
        >
          {verify.isPending ? texts.verifying : texts.verify}
        </Button>
      }
      title={texts.integrity}
    >
      <div className="space-y-2 text-sm">
        <p className="max-w-3xl text-ink-soft">{texts.integrityHint}</p>
        {verify.isPending ? (
          <>
            <ProgressBar
              done={progress?.checked ?? 0}
              label={texts.verifying}
              total={progress?.total ?? null}
            />
            {progress === null ? null : (
              <p className="text-xs text-ink-soft">
                {texts.checkedOf(format.exact(progress.checked), format.exact(progress.total))}
              </p>
            )}
          </>
        ) : null}
        {verify.data === undefined ? null : <VerdictText verdict={verify.data} />}
        <FaultText error={verify.error} />
      </div>
    </Card>
  );
};
