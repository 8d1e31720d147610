import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { buttonClass } from "../ui/button.tsx";

/** For addresses that lead nowhere. */
export const MissingPage = (): ReactElement => {
  const { t } = useLocale();
  return (
    <main className="grid min-h-dvh place-items-center">
      <div className="flex flex-col items-center gap-4">
        <h1 className="text-lg font-semibold">{t.app.notFound}</h1>
        <Link className={buttonClass("primary")} to="/">
          {t.app.toOverview}
        </Link>
      </div>
    </main>
  );
};
