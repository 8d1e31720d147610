import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { settingsTexts } from "./settings-texts.ts";

interface PasswordPanelProps {
  readonly login: string;
  readonly password: string;
  readonly onClose: () => void;
}

/** A new password of somebody's, the only time it is seen. */
export const PasswordPanel = ({ login, password, onClose }: PasswordPanelProps): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(settingsTexts);
  return (
    <Dialog onClose={onClose} title={texts.passwordOf(login)}>
      <div className="space-y-4">
        <p className="rounded-md bg-warn-soft p-3 text-sm">{texts.passwordHint}</p>
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 rounded-md border border-line px-2 py-1 font-mono text-sm break-all select-all">
            {password}
          </code>
          <CopyButton text={password} />
        </div>
        <Button look="primary" onClick={onClose}>
          {t.keys.secretDone}
        </Button>
      </div>
    </Dialog>
  );
};
