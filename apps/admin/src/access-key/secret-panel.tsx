import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { CopyButton } from "../ui/copy-button.tsx";

/** A new key's secret, the only time it is seen. */
export const SecretPanel = ({ token }: { readonly token: string }): ReactElement => {
  const { t } = useLocale();
  return (
    <div className="space-y-3 rounded-md bg-warn-soft p-3">
      <p className="text-sm">
        <span className="font-semibold text-warn">{t.keys.secretTitle}.</span> {t.keys.secretHint}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code
          aria-label={t.keys.secretLabel}
          className="min-w-0 flex-1 basis-64 rounded-md border border-line bg-surface px-2 py-1 font-mono text-xs break-all select-all"
        >
          {token}
        </code>
        <CopyButton text={token} />
      </div>
    </div>
  );
};
