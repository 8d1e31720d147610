import { mintEventId } from "@tokenledger/usage/event-id";
import { useState, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { snippet, snippetKinds, type SnippetKind } from "./snippet.ts";

const freshEventId = (): string =>
  mintEventId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** The ways to record, one at a time, each ready to paste with the key in it. */
export const SnippetTabs = ({ token }: { readonly token: string }): ReactElement => {
  const { t } = useLocale();
  const [kind, setKind] = useState<SnippetKind>("middleware");
  const [eventId] = useState(freshEventId);
  const code = snippet(kind, { url: location.origin, accessKey: token, eventId });
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{t.setup.codeStep}</legend>
          {snippetKinds.map((one) => (
            <Button
              aria-pressed={one === kind}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
              key={one}
              look="bare"
              onClick={() => {
                setKind(one);
              }}
            >
              {t.setup.tabs[one]}
            </Button>
          ))}
        </fieldset>
        <CopyButton text={code} />
      </div>
      <ScrollBox>
        <pre className="w-fit min-w-full rounded-md bg-sunken p-3 font-mono text-xs leading-5">
          {code}
        </pre>
      </ScrollBox>
    </div>
  );
};
