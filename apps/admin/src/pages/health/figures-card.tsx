import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { groupName, type Figure } from "./figure-words.ts";
import { healthTexts } from "./health-texts.ts";
import { statusTones } from "./status-tones.ts";
import { useFigureWords } from "./use-figure-words.ts";
import { useDataHealth } from "./use-data-health.ts";

const FigureRow = ({ figure }: { readonly figure: Figure }): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const { sentence, action } = useFigureWords()(figure);
  return (
    <li className="flex items-start justify-between gap-4 py-2 text-sm" title={figure.name}>
      <span className="min-w-0">
        {sentence}
        {action === null ? null : <span className="block font-medium">{action}</span>}
      </span>
      <Badge tone={statusTones[figure.status]}>{texts.status[figure.status]}</Badge>
    </li>
  );
};

/** Every figure of the state of the data, part by part: how it is, what it means, and what to do. */
export const FiguresCard = (): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const { language } = useLocale();
  const query = useDataHealth();
  return (
    <Card
      actions={
        query.data === undefined ? null : (
          <Badge tone={statusTones[query.data.status]}>{texts.status[query.data.status]}</Badge>
        )
      }
      title={texts.figures}
    >
      <QueryBody query={query} skeleton={<Skeleton lines={8} />}>
        {({ figures }) => (
          <div className="gap-x-8 space-y-4 lg:columns-2">
            {Array.from(new Set(figures.map(({ group }) => group)), (group) => (
              <section className="break-inside-avoid" key={group}>
                <h3 className="font-medium first-letter:uppercase">{groupName(group, language)}</h3>
                <ul className="divide-y divide-line">
                  {figures
                    .filter((figure) => figure.group === group)
                    .map((figure) => (
                      <FigureRow figure={figure} key={figure.name} />
                    ))}
                </ul>
              </section>
            ))}
          </div>
        )}
      </QueryBody>
    </Card>
  );
};
