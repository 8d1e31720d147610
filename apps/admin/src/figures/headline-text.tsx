import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import type { ViewPeriod } from "../view/view-period.ts";
import { headlineParts } from "./headline-parts.ts";
import type { OverviewFigures } from "./use-overview.ts";

/** The overview in words. Keeps its line's height while it loads, so that nothing below jumps. */
export const HeadlineText = ({
  overview,
  view,
}: {
  readonly overview: OverviewFigures;
  readonly view: ViewPeriod;
}): ReactElement => {
  const { t, format } = useLocale();
  const { data } = overview.now;
  if (data === undefined) {
    return <span className="inline-block min-h-6">&nbsp;</span>;
  }
  if (data.requests === 0n) {
    return <span className="text-lg">{t.overview.noRequests}</span>;
  }
  return (
    <span className="text-lg">
      {t.overview.headline(headlineParts(data, overview.before, view, format))}
    </span>
  );
};
