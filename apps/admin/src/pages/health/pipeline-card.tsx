import { useState, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { healthTexts } from "./health-texts.ts";
import {
  acceptedOf,
  rateOf,
  stagesOf,
  type Accepted,
  type Stage,
  type StageName,
} from "./pipeline-stages.ts";
import { statusTones } from "./status-tones.ts";
import { useDataHealth, type DataHealth } from "./use-data-health.ts";
import { useFigureWords } from "./use-figure-words.ts";

/** A rate is told to the tenth: over two seconds it is no surer. */
const TENTHS = 10;

/** Records a second between this answer and the one before it. */
const useRate = (report: DataHealth): number | null => {
  const accepted = acceptedOf(report);
  const [seen, setSeen] = useState<{
    readonly before: Accepted | null;
    readonly now: Accepted | null;
  }>({
    before: null,
    now: accepted,
  });
  if (accepted?.timeMs !== seen.now?.timeMs) {
    setSeen({ before: seen.now, now: accepted });
  }
  return rateOf(seen.before, seen.now);
};

interface StationProps {
  readonly stage: Stage;
  /** Stands under the number, where there is more to say. */
  readonly note: string | null;
}

const Station = ({ stage, note }: StationProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(healthTexts);
  const words = useFigureWords();
  const { name, value, status, figures } = stage;
  return (
    <div
      className={classNames(
        "flex flex-1 flex-col gap-1 rounded-md border p-3",
        status === "bad" ? "border-bad" : "border-line",
      )}
      title={figures.map((figure) => words(figure).sentence).join("\n")}
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{texts.stages[name]}</h3>
        <Badge tone={statusTones[status]}>{texts.status[status]}</Badge>
      </div>
      <p className="text-xl font-semibold tracking-tight">
        {value === null ? "–" : format.exact(value)}
      </p>
      <p className="text-xs text-ink-soft">{texts.stageHints[name]}</p>
      {note === null ? null : <p className="text-xs text-ink-soft">{note}</p>}
    </div>
  );
};

/** Where an arrow stands: before its station, in the gap; the one aside comes down from the ledger. */
const arrowClass = (name: StageName): string =>
  classNames(
    "grid place-items-center py-1 text-ink-soft",
    name === "aside" ? "rotate-90" : "max-lg:rotate-90 lg:absolute lg:inset-y-0 lg:-left-5 lg:py-0",
  );

const Drawing = ({ report }: { readonly report: DataHealth }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(healthTexts);
  const rate = useRate(report);
  return (
    <ol className="grid lg:grid-cols-5 lg:gap-x-6">
      {stagesOf(report.figures).map((stage, index) => (
        <li
          className={classNames(
            "relative flex flex-col",
            stage.name === "aside" && "max-lg:pl-8 lg:col-start-4 lg:row-start-2",
            stage.name === "sums" && "lg:col-start-5 lg:row-start-1",
          )}
          key={stage.name}
        >
          {index === 0 ? null : (
            <span aria-hidden="true" className={arrowClass(stage.name)}>
              <Icon name="next" />
            </span>
          )}
          <Station
            note={
              stage.name === "collect" && rate !== null
                ? texts.rate(format.compact(Math.round(rate * TENTHS) / TENTHS))
                : null
            }
            stage={stage}
          />
        </li>
      ))}
    </ol>
  );
};

/** The way of a record from collect to the sums, drawn, with the numbers of now; what each means is in its title. */
export const PipelineCard = (): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const query = useDataHealth();
  return (
    <Card title={texts.pipeline}>
      <p className="pb-3 text-xs text-ink-soft">{texts.pipelineHint}</p>
      <QueryBody query={query} skeleton={<Skeleton lines={6} />}>
        {(report) => <Drawing report={report} />}
      </QueryBody>
    </Card>
  );
};
