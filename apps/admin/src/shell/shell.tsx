import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactElement } from "react";
import { useRememberedPermissions } from "../data/use-member.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { Logo } from "./logo.tsx";
import { PageOutlet } from "./page-outlet.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { SideContent, type SideContentProps } from "./side-content.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

/** Fetched when it is first asked for. */
const Palette = lazy(async () => ({ default: (await import("../palette/palette.tsx")).Palette }));

const TopBar = ({ onMenu }: { readonly onMenu: () => void }): ReactElement => {
  const { t } = useLocale();
  return (
    <header className="flex items-center justify-between border-b border-line bg-surface px-4 py-2 lg:hidden">
      <Logo />
      <Button aria-label={t.app.menu} isSquare look="bare" onClick={onMenu}>
        <Icon name="menu" />
      </Button>
    </header>
  );
};

/** What lies over the page. */
type Overlay = "menu" | "help" | "palette";

interface OverlaysProps extends SideContentProps {
  readonly open: Overlay | null;
  readonly onClose: () => void;
}

const Overlays = ({ open, onClose, ...side }: OverlaysProps): ReactElement | null => {
  const { t } = useLocale();
  if (open === "palette") {
    return (
      <Suspense>
        <Palette onClose={onClose} />
      </Suspense>
    );
  }
  if (open === "help") {
    return <HelpDialog onClose={onClose} />;
  }
  return open === null ? null : (
    <Dialog onClose={onClose} place="drawer" title={t.app.menu}>
      <div className="flex min-h-[80dvh] flex-col gap-6">
        <SideContent {...side} />
      </div>
    </Dialog>
  );
};

/** The frame around every page: the menu at the side (behind a button on a phone), the page beside it. */
export const Shell = (): ReactElement => {
  const { t } = useLocale();
  const { pathname } = useLocation();
  // Open for as long as the page stays: a link in the menu leads on and closes it.
  const [opened, setOpened] = useState<{
    readonly what: Overlay;
    readonly on: string;
  }>();
  const open = opened?.on === pathname ? opened.what : null;
  const close = (): void => {
    setOpened(undefined);
  };
  const help = (): void => {
    setOpened({ what: "help", on: pathname });
  };
  const palette = (): void => {
    setOpened({ what: "palette", on: pathname });
  };
  useShortcuts({ help, palette });
  useRememberedPermissions();
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        className="sr-only z-30 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        href="#content"
      >
        {t.app.skip}
      </a>
      <TopBar
        onMenu={() => {
          setOpened({ what: "menu", on: pathname });
        }}
      />
      <aside className="hidden border-r border-line bg-surface lg:block">
        <div className="sticky top-0 flex h-dvh flex-col gap-6 overflow-y-auto p-4">
          <Logo />
          <SideContent onHelp={help} onPalette={palette} />
        </div>
      </aside>
      <main className="min-w-0" id="content" tabIndex={-1}>
        <OfflineBanner />
        <PageOutlet />
      </main>
      <Overlays onClose={close} onHelp={help} onPalette={palette} open={open} />
    </div>
  );
};
