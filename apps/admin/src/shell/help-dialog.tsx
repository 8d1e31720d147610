import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Dialog } from "../ui/dialog.tsx";
import { shortcutKeys, shortcuts } from "./shortcut.ts";

/** Every shortcut there is. */
export const HelpDialog = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const { t } = useLocale();
  return (
    <Dialog onClose={onClose} title={t.help.title}>
      <dl className="divide-y divide-line">
        {shortcuts.map((shortcut) => (
          <div className="flex items-center justify-between gap-4 py-2" key={shortcut}>
            <dt>{t.help.keys[shortcut]}</dt>
            <dd>
              <kbd className="rounded-sm border border-line bg-sunken px-2 py-1 font-mono text-xs">
                {shortcutKeys[shortcut]}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
