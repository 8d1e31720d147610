import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { buttonClass } from "../../ui/button.tsx";
import { pricesTexts } from "./prices-texts.ts";

/** Says that the edition shown is not the one in force, and leads to that. */
export const OlderNotice = ({ version }: { readonly version: number }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  return (
    <output className="flex flex-wrap items-center gap-3 rounded-lg bg-warn-soft px-4 py-2 text-sm text-warn">
      {texts.older(format.exact(version))}
      <Link
        className={buttonClass("quiet")}
        search={(now) => ({ ...now, version: undefined })}
        to="."
      >
        {texts.toCurrent}
      </Link>
    </output>
  );
};
