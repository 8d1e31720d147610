import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { buttonClass } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** For addresses that lead nowhere. */
export const MissingPage = (): ReactElement => {
  const { t } = useLocale();
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice title={t.app.notFound}>
        <Link className={buttonClass("primary")} to="/">
          {t.app.toOverview}
        </Link>
      </Notice>
    </main>
  );
};
