import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";

/** Grey lines where rows will be. Says "loading" to a screen reader once. */
export const Skeleton = ({ lines }: { readonly lines: number }): ReactElement => {
  const { t } = useLocale();
  return (
    <output className="block animate-breathe space-y-3 py-2">
      <span className="sr-only">{t.app.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span className="block h-5 rounded-sm bg-sunken" key={line} />
      ))}
    </output>
  );
};
