import { useState, type ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Segments } from "../../ui/segments.tsx";
import type { ExploreQuestion } from "./explore-question.ts";
import { exploreTexts } from "./explore-texts.ts";
import { cliCall, curlCall, trpcCode } from "./question-code.ts";

const writers = { trpc: trpcCode, curl: curlCall, cli: cliCall } as const;
type Form = keyof typeof writers;

const forms: readonly Form[] = ["trpc", "curl", "cli"];

/** The page's question, to be asked from elsewhere. */
export const QuestionDialog = ({
  question,
  onClose,
}: {
  readonly question: ExploreQuestion;
  readonly onClose: () => void;
}): ReactElement => {
  const texts = usePageTexts(exploreTexts);
  const [form, setForm] = useState<Form>("trpc");
  const text = writers[form](location.origin, question);
  return (
    <Dialog onClose={onClose} place="wide" title={texts.use}>
      <div className="space-y-3">
        <p className="text-sm text-ink-soft">{texts.useHint}</p>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Segments
            label={texts.use}
            onChoose={setForm}
            options={forms.map((value) => ({ value, name: texts.tabs[value] }))}
            value={form}
          />
          <CopyButton text={text} />
        </div>
        <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
          {text}
        </pre>
      </div>
    </Dialog>
  );
};
