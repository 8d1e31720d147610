import type { ReactElement } from "react";
import { useIsOffline } from "../data/use-is-offline.ts";
import { useLocale } from "../locale/locale-context.ts";

/** Says once, for the whole page, that the server does not answer; the figures below stay as they were. */
export const OfflineBanner = (): ReactElement | null => {
  const { t } = useLocale();
  return useIsOffline() ? (
    <output className="sticky top-0 z-20 block border-b border-line bg-warn-soft px-4 py-2 text-sm text-warn lg:px-8">
      {t.state.offline} {t.state.stale}
    </output>
  ) : null;
};
