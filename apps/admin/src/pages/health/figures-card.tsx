import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { figureWords, groupName, type Figure } from "./figure-words.ts";
import { healthTexts } from "./health-texts.ts";

const tones = {
  ok: "good",
  warn: "warn",
  bad: "bad",
  unknown: "plain",
} as const satisfies Record<Figure["status"], BadgeTone>;

const FigureRow = ({ figure }: { readonly figure: Figure }): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const { sentence, action } = figureWords(figure, useLocale().language);
  return (
    <li className="flex items-start justify-between gap-4 py-2 text-sm" title={figure.name}>
      <span className="min-w-0">
        {sentence}
        {action === null ? null : <span className="block font-medium">{action}</span>}
      </span>
      <Badge tone={tones[figure.status]}>{texts.status[figure.status]}</Badge>
    </li>
  );
};

/** Every figure of the state of the data, part by part: how it is, what it means, and what to do. */
export const FiguresCard = (): ReactElement => {
  const texts = usePageTexts(healthTexts);
  const { language } = useLocale();
  const trpc = useTrpc();
  const query = useQuery({ ...trpc.admin.dataHealth.queryOptions(), ...liveOptions(true) });
  return (
    <Card
      actions={
        query.data === undefined ? null : (
          <Badge tone={tones[query.data.status]}>{texts.status[query.data.status]}</Badge>
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
