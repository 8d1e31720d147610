import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { HeadCell } from "../ui/table.tsx";

/** The names of the columns that `UsageCells` and `RowActions` fill. */
export const UsageHeads = (): ReactElement => {
  const { t } = useLocale();
  return (
    <>
      <HeadCell isNumber>{t.keys.cost}</HeadCell>
      <HeadCell isNumber>{t.keys.usage}</HeadCell>
      <HeadCell isNumber>{t.keys.requests}</HeadCell>
      <HeadCell>
        <span className="sr-only">{t.keys.actions}</span>
      </HeadCell>
    </>
  );
};
