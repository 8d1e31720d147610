import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Account } from "./account.tsx";
import { Navigation } from "./navigation.tsx";
import { Preferences } from "./preferences.tsx";
import { shortcutKeys } from "./shortcut.ts";

/** What the side asks the shell to lay over the page. */
export interface SideContentProps {
  readonly onHelp: () => void;
  readonly onPalette: () => void;
}

/** What stands at the side of every page: the way to anything, the pages, and who is here. */
export const SideContent = ({ onHelp, onPalette }: SideContentProps): ReactElement => {
  const { t } = useLocale();
  return (
    <>
      <button
        className="flex h-8 w-full items-center gap-2 rounded-md border border-line bg-canvas px-2 text-left text-sm text-ink-soft hover:text-ink"
        onClick={onPalette}
        type="button"
      >
        <Icon name="search" />
        <span className="flex-1">{t.palette.title}</span>
        <kbd className="font-sans text-xs">{shortcutKeys.palette}</kbd>
      </button>
      <Navigation />
      <div className="mt-auto space-y-3 pt-6">
        <Button className="w-full" look="bare" onClick={onHelp}>
          <Icon name="help" />
          {t.app.help}
        </Button>
        <Preferences />
        <Account />
      </div>
    </>
  );
};
