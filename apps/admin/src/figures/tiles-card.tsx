import { useMemo, type ReactElement, type ReactNode } from "react";
import { Sparkline } from "../chart/sparkline.tsx";
import { WhyLink } from "../explanation/why-link.tsx";
import { WHY_ALL } from "../explanation/why.ts";
import { useLocale } from "../locale/locale-context.ts";
import { isStill, meaningOf, type Change } from "../metric/change.ts";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryBody } from "../ui/query-body.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { ViewPeriod } from "../view/view-period.ts";
import { courseOf, tileFigures, type TileFigure } from "./tile-figures.ts";
import type { OverviewFigures } from "./use-overview.ts";

const meaningClasses = { good: "text-good", bad: "text-bad", neutral: "text-ink-soft" } as const;

const useChangeText = (change: Change): string | null => {
  const { t, format } = useLocale();
  if (change.kind === "unknown") {
    return null;
  }
  if (change.kind === "new") {
    return t.overview.change.new;
  }
  return change.kind === "relative"
    ? format.signedShare(change.by)
    : t.overview.change.points(format.signedPoints(change.by));
};

const ChangeMark = ({
  figure,
  versus,
}: {
  readonly figure: TileFigure;
  readonly versus: string;
}): ReactElement => {
  const { change } = figure;
  const text = useChangeText(change);
  const by = isStill(change) || !("by" in change) ? 0 : change.by;
  return (
    <span
      className={classNames(
        "flex h-5 items-center gap-1 text-xs",
        meaningClasses[meaningOf(change, figure.moreIs)],
      )}
      title={text === null ? undefined : versus}
    >
      {by === 0 ? null : <Icon name={by > 0 ? "up" : "down"} />}
      {text}
    </span>
  );
};

const Unpriced = ({ requests }: { readonly requests: bigint }): ReactElement | null => {
  const { t, format } = useLocale();
  return requests === 0n ? null : (
    <Badge title={t.overview.unpricedHint} tone="warn">
      {t.overview.unpriced(format.compact(requests))}
    </Badge>
  );
};

const TileBox = ({
  figure,
  versus,
  note,
}: {
  readonly figure: TileFigure;
  readonly versus: string;
  readonly note: ReactNode;
}): ReactElement => {
  const { t } = useLocale();
  return (
    <div className="flex min-w-0 flex-col bg-surface px-4 py-3 ">
      <dt className="text-xs text-ink-soft" title={t.overview.hints[figure.tile]}>
        {t.overview.tiles[figure.tile]}
      </dt>
      <dd className="flex flex-1 flex-col">
        <span className="text-xl font-semibold tracking-tight" title={figure.exact}>
          {figure.tile === "cost" ? (
            <WhyLink picoUsd={figure.amount} text={figure.value} why={WHY_ALL} />
          ) : (
            figure.value
          )}
        </span>
        <span className="flex flex-wrap items-center gap-x-2">
          <ChangeMark figure={figure} versus={versus} />
          {note}
        </span>
        <span className="mt-auto block h-8 pt-1">
          {figure.course.length < 2 ? null : <Sparkline values={figure.course} />}
        </span>
      </dd>
    </div>
  );
};

/** The figures at a glance, each with its change against the equal period before; what a figure means is in its title. */
export const TilesCard = ({
  overview,
  view,
}: {
  readonly overview: OverviewFigures;
  readonly view: ViewPeriod;
}): ReactElement => {
  const { t, format } = useLocale();
  const { points } = overview;
  const course = useMemo(
    () => (metric: Parameters<typeof courseOf>[2]) => courseOf(points, view.begunBuckets, metric),
    [points, view.begunBuckets],
  );
  const versus = t.overview.change.versus(
    format.days(view.previous.startMs, Math.max(view.previous.endMs - 1, view.previous.startMs)),
  );
  return (
    <section
      aria-label={t.app.pages.overview}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <QueryBody
        query={overview.now}
        skeleton={
          <div className="h-32 px-4">
            <Skeleton lines={3} />
          </div>
        }
      >
        {(now) => (
          <dl className="grid grid-cols-2 gap-px bg-line sm:grid-cols-4 xl:grid-cols-8">
            {tileFigures(now, overview.before, course, format).map((figure) => (
              <TileBox
                figure={figure}
                key={figure.tile}
                note={figure.tile === "cost" ? <Unpriced requests={now.unpricedRequests} /> : null}
                versus={versus}
              />
            ))}
          </dl>
        )}
      </QueryBody>
    </section>
  );
};
